//! What a name stands for. Plain text: what a stranger's spec says is not rendered.

use hashbrown::HashSet;
use lsp_types::{Hover, HoverContents, MarkupContent, MarkupKind};

use crate::finding::Code;
use crate::model::{Credential, Lookup, PullSecretContent, Puller, Registry, Spec};
use crate::printable::printable;

use super::document::Document;
use super::names::{self, Space};
use super::text::Encoding;

/// The most names that one text lists.
const MOST: usize = 20;

/// What there is to say of the byte.
pub(super) fn of(document: &Document, offset: usize, encoding: Encoding) -> Option<Hover> {
    let (text, start, end) = match code(document, offset) {
        Some(found) => found,
        None => names::with_spec(document.text.as_str(), |spec| name(spec, offset))??,
    };
    Some(Hover {
        contents: HoverContents::Markup(MarkupContent {
            kind: MarkupKind::PlainText,
            value: printable(&text).into_owned(),
        }),
        range: Some(document.text.range(start, end, encoding)),
    })
}

type Said = (String, usize, usize);

/// A code, wherever it is written: in `allow` or in a comment.
fn code(document: &Document, offset: usize) -> Option<Said> {
    let (number, start) = document.text.line_of(offset);
    let line = document.text.line(number);
    let at = (offset - start).min(line.len());
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric();
    let before = line.as_bytes()[..at]
        .iter()
        .rev()
        .take_while(|byte| is_part(byte));
    let after = line.as_bytes()[at..]
        .iter()
        .take_while(|byte| is_part(byte));
    let (from, to) = (at - before.count(), at + after.count());
    let code = Code::of(line.get(from..to)?)?;
    let text = format!(
        "{} ({}): {}",
        code.name(),
        code.severity().word(),
        code.summary()
    );
    Some((text, start + from, start + to))
}

fn name(spec: &Spec<'_>, offset: usize) -> Option<Said> {
    if let Some(said) = puller(spec, offset) {
        return Some(said);
    }
    let here = names::at(spec, offset)?;
    let name = here.name.value;
    let text = match here.space {
        Space::PullSecret => pull_secret(spec, name)?,
        Space::Profile => {
            let Lookup::Found(_, profile) = spec.profiles.look_up(name) else {
                return None;
            };
            let secrets = profile.pull_secrets.iter().map(|secret| secret.value);
            format!("profile {name}: pulls with {}", listed(secrets, "nothing"))
        }
        Space::Project => {
            spec.projects.number(name)?;
            let holders = may_pull(spec, name, None);
            format!("project {name}: {}", granted(holders))
        }
    };
    let span = here.name.span;
    Some((text, span.start as usize, span.end as usize))
}

/// The servers of a pull secret; never who logs in there.
fn pull_secret(spec: &Spec<'_>, name: &str) -> Option<String> {
    if let Lookup::Found(_, registry) = spec.registries.look_up(name) {
        return Some(format!("pull secret {name}: {}", servers(registry)));
    }
    let Lookup::Found(_, secret) = spec.secrets.look_up(name) else {
        return None;
    };
    Some(match &secret.content {
        PullSecretContent::Registries(names) => {
            let found = names
                .iter()
                .filter_map(|name| match spec.registries.look_up(name.value) {
                    Lookup::Found(_, registry) => Some(servers(registry)),
                    _ => None,
                });
            format!("pull secret {name}: {}", listed(found, "no registry"))
        }
        PullSecretContent::AuthFile(file) => format!(
            "pull secret {name}: every entry of the file {}",
            file.file.value
        ),
        PullSecretContent::Existing => {
            format!("pull secret {name}: made by somebody else, linked only")
        }
    })
}

fn servers(registry: &Registry<'_>) -> String {
    let mut text = registry.server.value.to_owned();
    if let Some(service) = &registry.auth_server {
        text.push_str(" and its token service ");
        text.push_str(service.value);
    }
    if let Credential::External(_) = registry.credential {
        text.push_str(" (fetched by the cluster)");
    }
    text
}

/// What a puller may pull: the projects whose images any grant opens to it.
fn puller(spec: &Spec<'_>, offset: usize) -> Option<Said> {
    let pullers = spec.grants.iter().flat_map(|grant| &grant.pullers);
    for puller in pullers {
        let (first, last, who, project, account) = match puller {
            Puller::Account { project, account } => (
                project.span,
                account.span,
                format!("account {} of {}", account.value, project.value),
                project.value,
                Some(account.value),
            ),
            // The star stands right after the slash.
            Puller::Project(project) => (
                project.span,
                project.span,
                format!("every account of {}", project.value),
                project.value,
                None,
            ),
            Puller::Everyone(span) if span_holds(*span, offset) => {
                let holders = spec
                    .grants
                    .iter()
                    .filter(|grant| {
                        grant
                            .pullers
                            .iter()
                            .any(|puller| matches!(puller, Puller::Everyone(_)))
                    })
                    .map(|grant| grant.images_in.value);
                let text = format!("every account of the cluster: {}", granted(holders));
                return Some((text, span.start as usize, span.end as usize));
            }
            Puller::Everyone(_) => continue,
        };
        let (start, end) = (first.start as usize, last.end as usize);
        if (start..=end).contains(&offset) {
            let text = format!("{who}: {}", granted(may_pull(spec, project, account)));
            return Some((text, start, end));
        }
    }
    None
}

fn span_holds(span: crate::source::Span, offset: usize) -> bool {
    (span.start as usize..=span.end as usize).contains(&offset)
}

/// The projects whose images are open to an account, or to every account of a project.
fn may_pull<'s>(
    spec: &'s Spec<'_>,
    project: &'s str,
    account: Option<&'s str>,
) -> impl Iterator<Item = &'s str> {
    spec.grants
        .iter()
        .filter(move |grant| {
            grant.pullers.iter().any(|puller| match puller {
                Puller::Everyone(_) => true,
                Puller::Project(granted) => granted.value == project,
                Puller::Account {
                    project: granted,
                    account: one,
                } => granted.value == project && account == Some(one.value),
            })
        })
        .map(|grant| grant.images_in.value)
}

fn granted<'s>(holders: impl Iterator<Item = &'s str>) -> String {
    let mut seen = HashSet::new();
    let holders = holders.filter(|holder| seen.insert(*holder));
    format!(
        "may pull the images of {}",
        listed(holders, "its own project alone")
    )
}

fn listed<T: AsRef<str>>(names: impl Iterator<Item = T>, none: &str) -> String {
    let mut text = String::new();
    let mut left = 0_usize;
    for (number, name) in names.enumerate() {
        if number >= MOST {
            left += 1;
            continue;
        }
        if number > 0 {
            text.push_str(", ");
        }
        text.push_str(name.as_ref());
    }
    match (text.is_empty(), left) {
        (true, _) => none.to_owned(),
        (false, 0) => text,
        (false, left) => format!("{text} and {left} more"),
    }
}
