//! An answer for people: what is tried, in which order, and why not the others.

use std::fmt::Write as _;

use crate::credential::docker_config::server_shown;
use crate::keyring::{Mismatch, Runtime};
use crate::printable::{self, printable};

use super::{Entry, Reason, Resolution, Username, Verdict};

/// One answer at length; ends in a newline.
#[must_use]
pub fn one(resolution: &Resolution<'_>) -> String {
    let mut text = String::new();
    let who = match resolution.runtime {
        Runtime::Kubelet => "kubelet",
        Runtime::ContainersImage => "containers/image",
    };
    let account = match resolution.account {
        Some((project, account)) => format!(" for {project}/{account}"),
        None => String::new(),
    };
    line(&mut text, &format!("{}{account}", shown(&resolution.image)));
    if let Some(repository) = &resolution.repository {
        line(&mut text, &format!("  looked up by {who} as {repository}"));
    }
    line(&mut text, &format!("  {}", verdict(resolution)));
    for (number, entry) in resolution.tried.iter().enumerate() {
        line(
            &mut text,
            &format!("  {}. {}", number + 1, described(entry)),
        );
    }
    if !resolution.passed_over.is_empty() || resolution.other_hosts > 0 {
        line(&mut text, "  not tried:");
    }
    for (entry, reason) in &resolution.passed_over {
        let why = why(
            *reason,
            resolution.repository.as_deref().unwrap_or_default(),
        );
        line(&mut text, &format!("  - {}: {why}", named(entry)));
    }
    match resolution.other_hosts {
        0 => {}
        1 => line(&mut text, "  - 1 entry of another host"),
        count => line(&mut text, &format!("  - {count} entries of other hosts")),
    }
    for note in &resolution.notes {
        line(&mut text, &format!("  note: {note}"));
    }
    text
}

/// One line an answer, for many accounts; ends in a newline.
#[must_use]
pub fn all(resolutions: &[Resolution<'_>]) -> String {
    let name = |resolution: &Resolution<'_>| {
        let (project, account) = resolution.account.unwrap_or_default();
        format!("{project}/{account}")
    };
    let widths = resolutions.iter().map(|resolution| name(resolution).len());
    let width = widths.max().unwrap_or_default();
    let mut text = String::new();
    for resolution in resolutions {
        let what = match &resolution.verdict {
            Verdict::Credentials => {
                let tried = resolution.tried.iter().map(described);
                tried.collect::<Vec<_>>().join(", then ")
            }
            _ => verdict(resolution),
        };
        line(&mut text, &format!("{:width$}  {what}", name(resolution)));
    }
    text
}

fn line(text: &mut String, line: &str) {
    // Names may come from strangers' files; a line stays a line.
    for character in line.chars() {
        printable::push(text, character);
    }
    text.push('\n');
}

fn shown(image: &str) -> std::borrow::Cow<'_, str> {
    match image {
        "" => "(no image)".into(),
        _ => printable(image),
    }
}

fn verdict(resolution: &Resolution<'_>) -> String {
    match &resolution.verdict {
        Verdict::Credentials => match resolution.runtime {
            Runtime::Kubelet if resolution.tried.len() > 1 => {
                "credentials, tried in this order until one pulls:".to_owned()
            }
            _ => "credentials:".to_owned(),
        },
        Verdict::Grant(grant) => format!(
            "allowed by RoleBinding `{}` in `{}` to `{}`, proved by `{}`",
            grant.binding, grant.images_in, grant.subject, grant.secret
        ),
        Verdict::Denied(why) => format!("denied: {why}"),
        Verdict::Anonymous => match resolution.incomplete {
            true => "anonymous, as far as is known: no entry that was read fits".to_owned(),
            false => "anonymous: no entry fits, the pull is tried without credentials".to_owned(),
        },
        Verdict::Error { words, secret } => {
            let mut text = "fails before a registry is asked: ".to_owned();
            if let Some(secret) = secret {
                let _ = write!(text, "`{secret}`: ");
            }
            text + words
        }
    }
}

fn named(entry: &Entry<'_>) -> String {
    format!("`{}` of `{}`", server_shown(&entry.key), entry.secret)
}

fn described(entry: &Entry<'_>) -> String {
    let who = match &entry.username {
        Username::Known(name) if name.is_empty() => "without a user name".to_owned(),
        Username::Known(name) => format!("as `{name}`"),
        Username::Env(name) => format!("as variable {name} says"),
        Username::File(path) => format!("as file `{path}` says"),
        Username::Store { store, key, .. } => format!("as key `{key}` of store `{store}` says"),
        Username::Generator(name) => format!("as generator `{name}` says"),
    };
    format!("{} {who}", named(entry))
}

fn why(reason: Reason, repository: &str) -> String {
    match reason {
        Reason::Mismatch(Mismatch::Host) => "another host".to_owned(),
        Reason::Mismatch(Mismatch::Port) => "another port".to_owned(),
        Reason::Mismatch(Mismatch::Path) => {
            let (_, path) = repository.split_once('/').unwrap_or_default();
            format!("`{path}` does not start with its path")
        }
        Reason::HubShutOut => {
            "counts for Docker Hub only where no key of `docker.io` fits".to_owned()
        }
        Reason::NotWhole => {
            "containers/image compares keys as written, by whole parts of the path".to_owned()
        }
        Reason::OneOnly => "containers/image uses one entry only".to_owned(),
        Reason::NothingToSend => {
            "it has no `auth`, which is all that containers/image reads".to_owned()
        }
    }
}
