//! What could not be read, as findings at the places that asked for it.

use crate::finding::{Finding, catalogue};

use super::{Answers, Origin, Purpose, Request, Unavailable};

/// A finding for each request that has no content. Values that were not asked for have none.
#[must_use]
pub fn unavailable(requests: &[Request<'_>], answers: &Answers<'_>) -> Vec<Finding> {
    requests
        .iter()
        .filter_map(|request| {
            let reason = answers.get(request.origin)?.err()?;
            Some(finding(request, reason))
        })
        .collect()
}

/// Whether a path can stand in a spec as it is.
fn needs_no_quotes(path: &str) -> bool {
    path.starts_with(|first: char| first.is_ascii_alphabetic())
        && path
            .chars()
            .all(|each| each.is_ascii_alphanumeric() || matches!(each, '-' | '.' | '_' | '/'))
        && crate::syntax::plain(path) == crate::syntax::Plain::Text
}

/// The finding at the place of a request.
fn finding(request: &Request<'_>, reason: &Unavailable) -> Finding {
    match request.origin {
        Origin::File(path) => file(request, path, reason),
        Origin::Env(name) => variable(request, name, reason),
    }
}

fn file(request: &Request<'_>, path: &str, reason: &Unavailable) -> Finding {
    let unreadable = |message: String| catalogue::FILE_UNREADABLE.at(request.span, message);
    match reason {
        Unavailable::Missing { near } => {
            let finding = unreadable(format!("there is no file `{path}`"));
            if path.starts_with("~/") {
                return finding.help(
                    "`~` is not expanded: paths start at the spec's folder; write the whole path, and allow its folder: `--allow-path DIR`",
                );
            }
            match near {
                Some(near) => {
                    let finding = finding.help(format!("did you mean `{near}`?"));
                    match needs_no_quotes(near) {
                        true => finding.edit(request.span, near),
                        false => finding,
                    }
                }
                None => finding.help(match request.purpose {
                    Purpose::Value => {
                        "put the file there (paths start at the spec's folder), or read a variable: `{env: NAME}`"
                    }
                    _ => "put the file there; paths start at the spec's folder",
                }),
            }
        }
        Unavailable::NotAFile(what) => unreadable(format!("`{path}` is {what}"))
            .help("name a regular file: nothing else is read from a spec"),
        Unavailable::Outside => catalogue::FILE_OUTSIDE
            .at(
                request.span,
                format!("`{path}` lies outside the folders that may be read"),
            )
            .help(match folder(path) {
                Some(folder) => format!(
                    "move the file below the spec's folder, or allow its own: `--allow-path {folder}`"
                ),
                None => "move the file below the spec's folder, or allow its own: `--allow-path DIR`"
                    .to_owned(),
            }),
        Unavailable::OfGit => catalogue::FILE_OUTSIDE
            .at(
                request.span,
                format!("`{path}` lies in a folder `.git`, of which nothing is read"),
            )
            .help("keep the file elsewhere: a checkout holds credentials of its own in `.git`"),
        Unavailable::TooLarge => catalogue::FILE_TOO_LARGE
            .at(request.span, format!("`{path}` is larger than 1 MiB"))
            .help(match request.purpose {
                Purpose::AuthFile | Purpose::GlobalBase => {
                    "keep a file with the entries that pods need; a Secret holds no more than 1 MiB"
                }
                Purpose::Template => "keep large files out of the Workflow: let it mount or fetch them",
                _ => "name the file that holds this one value",
            }),
        Unavailable::Refused(reason) => unreadable(format!("`{path}` cannot be read: {reason}"))
            .help("mend the file or its permissions, then run the command again"),
        // Only variables are.
        Unavailable::Unset | Unavailable::NotAllowed | Unavailable::NotUnicode => {
            unreadable(format!("`{path}` cannot be read"))
        }
    }
}

fn variable(request: &Request<'_>, name: &str, reason: &Unavailable) -> Finding {
    match reason {
        Unavailable::NotAllowed => catalogue::VARIABLE_NOT_ALLOWED
            .at(
                request.span,
                format!("the variable `{name}` may not be read here"),
            )
            .help(match is_word(name) {
                true => format!("allow it: `--allow-env {name}`"),
                false => "allow it: `--allow-env GLOB`".to_owned(),
            }),
        Unavailable::NotUnicode => catalogue::CREDENTIAL_ENCODING
            .at(
                request.span,
                format!("the value of the variable `{name}` is not UTF-8"),
            )
            .help("set it to text in UTF-8"),
        _ => catalogue::VARIABLE_UNSET
            .at(request.span, format!("the variable `{name}` is not set"))
            .help(match is_word(name) {
                true => format!("set it where the command runs: `export {name}=…`"),
                false => "name a variable that is set: `{env: NAME}`".to_owned(),
            }),
    }
}

/// The folder of an absolute path, where it can be pasted into a shell as it is. Where a relative
/// one leads depends on the folder that the command runs in.
fn folder(path: &str) -> Option<&str> {
    let (folder, _) = path.rsplit_once('/')?;
    let is_safe = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-".contains(&byte);
    (folder.starts_with('/') && folder.bytes().all(is_safe)).then_some(folder)
}

/// Whether a variable's name can be pasted into a shell as it is.
fn is_word(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceId, Span};

    /// Code, message and help of what a request gives.
    fn said(origin: Origin<'_>, purpose: Purpose, reason: Unavailable) -> [String; 3] {
        let request = Request {
            origin,
            purpose,
            span: Span::new(SourceId(0), 0, 1),
        };
        let mut answers = Answers::default();
        answers.insert(origin, Err(reason));
        let finding = unavailable(&[request], &answers).remove(0);
        [
            finding.code.name().to_owned(),
            finding.message,
            finding.help.unwrap_or_default(),
        ]
    }

    #[test]
    fn each_reason_names_its_mend() {
        let file = Origin::File("/run/secrets/token");
        assert_eq!(
            said(file, Purpose::Value, Unavailable::Outside),
            [
                "PS0207",
                "`/run/secrets/token` lies outside the folders that may be read",
                "move the file below the spec's folder, or allow its own: `--allow-path /run/secrets`"
            ]
        );
        let near = Some("tokens".to_owned());
        assert_eq!(
            said(
                Origin::File("tokns"),
                Purpose::Value,
                Unavailable::Missing { near }
            )[2],
            "did you mean `tokens`?"
        );
        assert_eq!(
            said(
                Origin::Env("TOKEN"),
                Purpose::Value,
                Unavailable::NotAllowed
            )[2],
            "allow it: `--allow-env TOKEN`"
        );
        let odd = said(
            Origin::Env("A'; rm"),
            Purpose::Value,
            Unavailable::NotAllowed,
        );
        assert_eq!(odd[2], "allow it: `--allow-env GLOB`");
        assert!(
            said(
                Origin::File("../$(x)/y"),
                Purpose::Value,
                Unavailable::Outside
            )[2]
            .ends_with("`--allow-path DIR`")
        );
    }

    #[test]
    fn what_was_read_or_not_asked_for_is_no_finding() {
        let request = Request {
            origin: Origin::Env("TOKEN"),
            purpose: Purpose::Value,
            span: Span::new(SourceId(0), 0, 1),
        };
        let mut answers = Answers::default();
        assert!(unavailable(&[request], &answers).is_empty());
        let content = crate::credential::Confidential::new(Vec::new());
        answers.insert(request.origin, Ok(content));
        assert!(unavailable(&[request], &answers).is_empty());
    }
}
