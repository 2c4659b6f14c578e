//! Keys of `auths` as kubelet understands them: normalised for their order, taken apart to be held
//! against an image's repository.

use std::fmt;

use crate::credential::quote;

use super::glob;
use super::go_url::Url;

/// A key of a pull secret, normalised: scheme, user, query and fragment dropped, and a leading
/// `/v1` or `/v2` of the path.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServerKey {
    normal: Vec<u8>,
    /// Nothing where the normalised key is no URL itself: it fits no image.
    pattern: Option<Target>,
}

/// A repository or key taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    labels: Vec<Vec<u8>>,
    port: Vec<u8>,
    path: Vec<u8>,
}

/// Why kubelet skips an entry; its text is what kubelet logs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyFault(String);

impl fmt::Display for KeyFault {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Why a key does not fit an image.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mismatch {
    /// Another host; the case of letters matters.
    Host,
    /// The same host under another port.
    Port,
    /// The image's path does not start with the key's.
    Path,
}

impl ServerKey {
    /// Reads a key as it stands in `auths`.
    ///
    /// # Errors
    /// Where it is no URL: kubelet logs that and skips the entry.
    pub fn parse(key: &str) -> Result<Self, KeyFault> {
        let fault = |words| {
            let key = quote(key);
            KeyFault(format!(
                "Entry {key} in dockercfg invalid ({words}), ignoring"
            ))
        };
        let url = if key.starts_with("https://") || key.starts_with("http://") {
            Url::parse(key.as_bytes())
        } else {
            Url::parse(format!("https://{key}").as_bytes())
        }
        .map_err(fault)?;
        let version = url.path.starts_with(b"/v1/") || url.path.starts_with(b"/v2/");
        let path = &url.path[if version { 3 } else { 0 }..];
        let mut normal = url.host;
        if path != b"/" {
            normal.extend_from_slice(path);
        }
        Ok(Self {
            pattern: Target::parse(&normal),
            normal,
        })
    }

    /// The key as it is sorted: keys are tried in the reverse of this order.
    #[must_use]
    pub fn normal(&self) -> &[u8] {
        &self.normal
    }

    /// Host and port of the normalised key, globs included, as text.
    #[must_use]
    pub fn host(&self) -> String {
        let end = self.normal.iter().position(|byte| *byte == b'/');
        String::from_utf8_lossy(&self.normal[..end.unwrap_or(self.normal.len())]).into_owned()
    }

    /// The path of the normalised key with its first slash, as text; may be empty.
    #[must_use]
    pub fn path(&self) -> String {
        let start = self.normal.iter().position(|byte| *byte == b'/');
        String::from_utf8_lossy(&self.normal[start.unwrap_or(self.normal.len())..]).into_owned()
    }

    /// The normalised key taken apart, to be held against a repository; nothing where it fits none.
    #[must_use]
    pub fn pattern(&self) -> Option<&Target> {
        self.pattern.as_ref()
    }

    /// Whether its host has signs that stand for others.
    #[must_use]
    pub fn is_glob(&self) -> bool {
        let labels = self.pattern.iter().flat_map(|pattern| &pattern.labels);
        labels
            .flatten()
            .any(|byte| matches!(byte, b'*' | b'?' | b'[' | b'\\'))
    }

    /// Whether it fits a repository.
    #[must_use]
    pub fn fits(&self, target: &Target) -> bool {
        self.mismatch(target).is_none()
    }

    /// Why it does not fit a repository; nothing where it does.
    #[must_use]
    pub fn mismatch(&self, target: &Target) -> Option<Mismatch> {
        let Some(pattern) = &self.pattern else {
            return Some(Mismatch::Host);
        };
        let labels = pattern.labels.iter().zip(&target.labels);
        if pattern.labels.len() != target.labels.len()
            || !labels
                .into_iter()
                .all(|(glob, label)| glob::fits(glob, label))
        {
            Some(Mismatch::Host)
        } else if pattern.port != target.port {
            Some(Mismatch::Port)
        } else if !target.path.starts_with(&pattern.path) {
            Some(Mismatch::Path)
        } else {
            None
        }
    }
}

impl Target {
    /// The labels of the host, as text.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        let text = |label: &Vec<u8>| String::from_utf8_lossy(label).into_owned();
        self.labels.iter().map(text).collect()
    }

    /// The port, as text; empty where there is none.
    #[must_use]
    pub fn port(&self) -> String {
        String::from_utf8_lossy(&self.port).into_owned()
    }

    /// The path with its first slash, as text; may be empty.
    #[must_use]
    pub fn path(&self) -> String {
        String::from_utf8_lossy(&self.path).into_owned()
    }

    /// A repository (`host[:port]/path`) taken apart; nothing where it is no URL.
    #[must_use]
    pub fn parse(repository: &[u8]) -> Option<Self> {
        let url = Url::parse(&[b"https://", repository].concat()).ok()?;
        let (host, port) = split_port(&url.host).unwrap_or((&url.host, b""));
        Some(Self {
            labels: host
                .split(|byte| *byte == b'.')
                .map(<[u8]>::to_vec)
                .collect(),
            port: port.to_vec(),
            path: url.path,
        })
    }
}

/// Host and port as Go's `net.SplitHostPort` parts them; nothing where there is no port, or where
/// colons and brackets stand otherwise. An address in brackets loses them only here, so that one
/// without a port keeps them and is read as a pattern that does not fit itself.
fn split_port(host: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = host.iter().rposition(|byte| *byte == b':')?;
    let (name, behind) = if host[0] == b'[' {
        let end = host.iter().position(|byte| *byte == b']')?;
        if end + 1 != colon {
            return None;
        }
        (&host[1..end], &host[end + 1..])
    } else {
        let name = &host[..colon];
        if name.contains(&b':') {
            return None;
        }
        (name, host)
    };
    if name.contains(&b'[') || behind.contains(&b'[') || behind.contains(&b']') {
        return None;
    }
    Some((name, &host[colon + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mismatch(key: &str, repository: &str) -> Option<Mismatch> {
        let target = Target::parse(repository.as_bytes()).unwrap();
        ServerKey::parse(key).unwrap().mismatch(&target)
    }

    #[test]
    fn normalises_keys() {
        for (key, normal) in [
            ("https://a.io/v1/", "a.io"),
            ("a.io/v2/team", "a.io/team"),
            ("a.io/v2", "a.io/v2"),
            ("me@a.io/", "a.io"),
            ("a.io/x?y=1#z", "a.io/x"),
            ("a.io//", "a.io//"),
            ("HTTPS://a.io", "HTTPS://a.io"),
            ("", ""),
        ] {
            let parsed = ServerKey::parse(key);
            let found = parsed.as_ref().map(ServerKey::normal);
            assert_eq!(found, Ok(normal.as_bytes()), "{key}");
        }
    }

    #[test]
    fn says_why_a_key_does_not_fit() {
        assert_eq!(
            mismatch("*.example.com/team", "a.example.com/teams/app"),
            None
        );
        assert_eq!(
            mismatch("*.example.com", "example.com/app"),
            Some(Mismatch::Host)
        );
        assert_eq!(mismatch("a.io:443", "a.io/app"), Some(Mismatch::Port));
        assert_eq!(mismatch("a.io/team/", "a.io/team"), Some(Mismatch::Path));
        assert_eq!(mismatch("[fd00::1]", "[fd00::1]/app"), Some(Mismatch::Host));
        assert_eq!(mismatch("[fd00::1]:5", "[fd00::1]:5/app"), None);
    }

    #[test]
    fn skips_what_is_no_url() {
        assert_eq!(
            ServerKey::parse("a.io:*").unwrap_err().to_string(),
            "Entry \"a.io:*\" in dockercfg invalid (parse \"https://a.io:*\": invalid port \":*\" after host), ignoring"
        );
    }
}
