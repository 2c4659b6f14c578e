//! Names of images: what stands between a pod's `image` and the repository that keys are held
//! against. Short names are Docker Hub's.

use std::fmt;

use crate::credential::quote;

use super::Runtime;

/// An image's name, defaults applied.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImageName {
    /// Host and path, as `docker.io/library/ubuntu`.
    pub repository: String,
    /// The tag; nothing where it is left out.
    pub tag: Option<String>,
    /// The digest, as `sha256:…`.
    pub digest: Option<String>,
}

/// Why a text is no image's name; its text is what the node logs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImageFault(String);

impl fmt::Display for ImageFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

const HUB: &str = "docker.io";
const OLD_HUB: &str = "index.docker.io";

impl ImageName {
    /// Reads a name as a runtime does.
    ///
    /// # Errors
    /// Where it is no name: the pull ends there.
    pub fn parse(text: &str, runtime: Runtime) -> Result<Self, ImageFault> {
        read(text, runtime).map_err(|words| {
            ImageFault(match runtime {
                Runtime::Kubelet => {
                    format!("couldn't parse image name {}: {words}", quote(text))
                }
                Runtime::ContainersImage => words,
            })
        })
    }

    /// The host with its port, where the repository has one that a registry can have.
    #[must_use]
    pub fn host(&self) -> &str {
        let (host, _) = self.repository.split_once('/').unwrap_or_default();
        host
    }

    /// What follows the host, without the slash.
    #[must_use]
    pub fn path(&self) -> &str {
        let (_, path) = self.repository.split_once('/').unwrap_or_default();
        path
    }
}

const INVALID: &str = "invalid reference format";

fn read(text: &str, runtime: Runtime) -> Result<ImageName, String> {
    if is_lower_hex(text) && text.len() == 64 {
        return Err(format!(
            "invalid repository name ({text}), cannot specify 64-byte hexadecimal strings"
        ));
    }
    let (domain, rest) = split_domain(text);
    let hub = domain == HUB && !rest.contains('/');
    let library = if hub { "library/" } else { "" };
    let rest = format!("{library}{rest}");
    let remote = rest.split(':').next().unwrap_or_default();
    if remote
        .chars()
        .any(|character| lower(character) != character)
    {
        return Err(match runtime {
            Runtime::Kubelet => {
                format!("{INVALID}: repository name ({remote}) must be lowercase")
            }
            Runtime::ContainersImage => format!("{INVALID}: repository name must be lowercase"),
        });
    }
    let whole = format!("{domain}/{rest}");
    let Some(parts) = Parts::of(&whole, runtime) else {
        let lowered: String = whole.chars().map(lower).collect();
        return Err(match Parts::of(&lowered, runtime) {
            Some(_) => "repository name must be lowercase".to_owned(),
            None => INVALID.to_owned(),
        });
    };
    let measured = match runtime {
        Runtime::Kubelet => parts.path,
        Runtime::ContainersImage => parts.repository,
    };
    if measured.len() > 255 {
        return Err("repository name must not be more than 255 characters".to_owned());
    }
    if let Some(digest) = parts.digest {
        check_digest(digest)?;
    }
    Ok(ImageName {
        repository: parts.repository.to_owned(),
        tag: parts.tag.map(str::to_owned),
        digest: parts.digest.map(str::to_owned),
    })
}

/// Go lowers letter by letter; the one letter that Rust lowers to two begins with Go's.
fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// The first part is a host where it could be no name on Docker Hub: it has a dot, a port or an
/// upper-case letter, or is `localhost`.
fn split_domain(text: &str) -> (&str, &str) {
    match text.split_once('/') {
        Some((OLD_HUB, rest)) => (HUB, rest),
        Some((first, rest))
            if first.contains(['.', ':'])
                || first == "localhost"
                || first.chars().any(|character| lower(character) != character) =>
        {
            (first, rest)
        }
        _ => (HUB, text),
    }
}

/// A reference taken apart; each part has its form.
struct Parts<'a> {
    repository: &'a str,
    /// The repository without its host, where the first part has a host's form.
    path: &'a str,
    tag: Option<&'a str>,
    digest: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str, runtime: Runtime) -> Option<Self> {
        let (named, digest) = match text.split_once('@') {
            Some((named, digest)) => (named, Some(digest)),
            None => (text, None),
        };
        let slash = named.find('/')?;
        let (repository, tag) = match named[slash..].find(':') {
            Some(colon) => (&named[..slash + colon], Some(&named[slash + colon + 1..])),
            None => (named, None),
        };
        let path = &repository[slash + 1..];
        let path = if is_domain(&repository[..slash], runtime) && is_path(path) {
            path
        } else if is_path(repository) {
            repository
        } else {
            return None;
        };
        let good = tag.is_none_or(is_tag) && digest.is_none_or(is_digest);
        good.then_some(Self {
            repository,
            path,
            tag,
            digest,
        })
    }
}

fn is_lower_hex(text: &str) -> bool {
    text.bytes()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// A host of labels with dots, or (for kubelet alone) an address in brackets; and a port.
fn is_domain(text: &str, runtime: Runtime) -> bool {
    let (host, port) = match (text.starts_with('['), text.rfind(']')) {
        (true, Some(end)) => text.split_at(end + 1),
        _ => text.split_at(text.find(':').unwrap_or(text.len())),
    };
    let port_is_good = match port.strip_prefix(':') {
        Some(digits) => !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()),
        None => port.is_empty(),
    };
    port_is_good
        && match host.strip_prefix('[') {
            Some(address) => {
                let address = address.strip_suffix(']').unwrap_or_default();
                runtime == Runtime::Kubelet
                    && !address.is_empty()
                    && address
                        .bytes()
                        .all(|byte| byte.is_ascii_hexdigit() || byte == b':')
            }
            None => host.split('.').all(is_domain_label),
        }
}

fn is_domain_label(label: &str) -> bool {
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// Parts of lower-case letters and digits with one `.`, one or two `_`, or any number of `-`
/// between them.
fn is_path(text: &str) -> bool {
    text.split('/').all(is_path_part)
}

fn is_path_part(part: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = part.as_bytes();
    let ends = bytes.first().copied().is_some_and(word) && bytes.last().copied().is_some_and(word);
    ends && bytes.split(|byte| word(*byte)).all(|separator| {
        matches!(separator, b"" | b"." | b"_" | b"__") || separator.iter().all(|byte| *byte == b'-')
    })
}

fn is_tag(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    let bytes = text.as_bytes();
    bytes.len() <= 128
        && bytes.first().copied().is_some_and(word)
        && bytes
            .iter()
            .all(|byte| word(*byte) || matches!(byte, b'.' | b'-'))
}

/// An algorithm of words, a colon, and at least 32 hexadecimal digits.
fn is_digest(text: &str) -> bool {
    let Some((algorithm, digits)) = text.split_once(':') else {
        return false;
    };
    let word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    algorithm.split(['-', '_', '+', '.']).all(word)
        && digits.len() >= 32
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// What a digest of the right form must hold beyond it: a known algorithm, its length, lower case.
fn check_digest(digest: &str) -> Result<(), &'static str> {
    let (algorithm, digits) = digest.split_once(':').unwrap_or_default();
    let length = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ if algorithm.bytes().any(|byte| byte.is_ascii_uppercase()) => {
            return Err("invalid checksum digest format");
        }
        _ => return Err("unsupported digest algorithm"),
    };
    match (digits.len() == length, is_lower_hex(digits)) {
        (false, _) => Err("invalid checksum digest length"),
        (true, false) => Err("invalid checksum digest format"),
        (true, true) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository(text: &str) -> Result<String, String> {
        ImageName::parse(text, Runtime::Kubelet)
            .map(|name| name.repository)
            .map_err(|fault| fault.to_string())
    }

    #[test]
    fn short_names_are_those_of_docker_hub() {
        for (text, expected) in [
            ("nginx", "docker.io/library/nginx"),
            ("nginx:1.27", "docker.io/library/nginx"),
            ("team/app", "docker.io/team/app"),
            ("index.docker.io/nginx", "docker.io/library/nginx"),
            ("docker.io/nginx", "docker.io/library/nginx"),
            ("localhost/app", "localhost/app"),
            ("Team/app", "Team/app"),
            ("host:5000/a/b", "host:5000/a/b"),
            (
                "ghcr.io/a/b@sha256:0123456789012345678901234567890123456789012345678901234567890123",
                "ghcr.io/a/b",
            ),
            ("[fd00::2]:5000/app", "[fd00::2]:5000/app"),
            ("under_score.io/app", "under_score.io/app"),
        ] {
            assert_eq!(repository(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_ends_the_pull() {
        let long = "a".repeat(256);
        for (text, words) in [
            (
                "ghcr.io/Team/app".to_owned(),
                "invalid reference format: repository name (Team/app) must be lowercase",
            ),
            ("ghcr.io//app".to_owned(), "invalid reference format"),
            ("ghcr.io/app:".to_owned(), "invalid reference format"),
            ("ghcr.io/-app".to_owned(), "invalid reference format"),
            ("ghcr.io/app___x".to_owned(), "invalid reference format"),
            ("ghcr.io:x/app".to_owned(), "invalid reference format"),
            (
                "Under_score.io/app".to_owned(),
                "repository name must be lowercase",
            ),
            (
                "ghcr.io/app@sha256:01234567890123456789012345678901".to_owned(),
                "invalid checksum digest length",
            ),
            (
                "ghcr.io/app@md5:01234567890123456789012345678901".to_owned(),
                "unsupported digest algorithm",
            ),
            (
                format!("ghcr.io/{long}"),
                "repository name must not be more than 255 characters",
            ),
        ] {
            let fault = repository(&text).unwrap_err();
            let expected = format!("couldn't parse image name {}: {words}", quote(&text));
            assert_eq!(fault, expected);
        }
    }

    #[test]
    fn containers_image_knows_no_addresses_in_brackets() {
        let fault = ImageName::parse("[fd00::2]/app", Runtime::ContainersImage).unwrap_err();
        assert_eq!(fault.to_string(), INVALID);
    }
}
