//! Where a name is defined and used, and another name for it.

use lsp_types::{Location, PrepareRenameResponse, TextEdit, WorkspaceEdit};

use crate::model::Spec;
use crate::printable::printable;
use crate::rules::kubernetes_name;
use crate::syntax::{Plain, plain, quoted};

use super::actions::workspace_edit;
use super::client::Client;
use super::document::Document;
use super::names::{self, Occurrence, Space};
use super::server::Refusal;
use super::text::Encoding;

/// The place where the name at a byte is defined.
pub(super) fn definition(
    document: &Document,
    offset: usize,
    encoding: Encoding,
) -> Option<Location> {
    names::with_spec(document.text.as_str(), |spec| {
        let here = names::at(spec, offset)?;
        let definition = names::places(spec, &here)
            .into_iter()
            .find(|occurrence| occurrence.defines)?;
        Some(location(document, &definition, encoding))
    })?
}

/// Every place of the name at a byte; with or without the one that defines it.
pub(super) fn all(
    document: &Document,
    offset: usize,
    encoding: Encoding,
    definition_too: bool,
) -> Option<Vec<Location>> {
    names::with_spec(document.text.as_str(), |spec| {
        let here = names::at(spec, offset)?;
        Some(
            names::places(spec, &here)
                .iter()
                .filter(|occurrence| definition_too || !occurrence.defines)
                .map(|occurrence| location(document, occurrence, encoding))
                .collect(),
        )
    })?
}

/// The name at a byte as something that can be renamed.
pub(super) fn prepare(
    document: &Document,
    offset: usize,
    encoding: Encoding,
) -> Option<PrepareRenameResponse> {
    names::with_spec(document.text.as_str(), |spec| {
        let here = names::at(spec, offset)?;
        let defined = names::places(spec, &here).iter().any(|place| place.defines);
        defined.then(|| PrepareRenameResponse::RangeWithPlaceholder {
            range: location(document, &here, encoding).range,
            placeholder: here.name.value.to_owned(),
        })
    })?
}

/// Another name, at every place.
///
/// # Errors
/// Where the new name is none, is taken, or not every place of the old one is known.
pub(super) fn rename(
    document: &Document,
    offset: usize,
    client: Client,
    new: &str,
) -> Result<Option<WorkspaceEdit>, Refusal> {
    let text = document.text.as_str();
    names::with_spec(text, |spec| {
        let Some(here) = names::at(spec, offset) else {
            return Ok(None);
        };
        if spec.incomplete {
            return Err(Refusal::new(
                "a part of the file is of wrong shape, and the name may stand in it: mend what \
                 is reported first",
            ));
        }
        let places = names::places(spec, &here);
        if !places.iter().any(|place| place.defines) {
            return Err(Refusal::new("this name is not defined in the file"));
        }
        if new == here.name.value {
            return Ok(None);
        }
        if let Some(fault) = fault(spec, here.space, new) {
            return Err(Refusal::new(fault));
        }
        let mut edits = Vec::with_capacity(places.len());
        for place in &places {
            let span = place.name.span;
            let written = text
                .get(span.start as usize..span.end as usize)
                .unwrap_or_default();
            let Some(new) = spelled(place, written, new) else {
                return Err(Refusal::new(
                    "the name is spelled in a way that cannot be replaced: write it plainly first",
                ));
            };
            edits.push(TextEdit::new(
                location(document, place, client.encoding).range,
                new,
            ));
        }
        Ok(Some(workspace_edit(document, edits, client)))
    })
    .unwrap_or_else(|| Err(Refusal::new("the file does not parse: mend it first")))
}

fn location(document: &Document, occurrence: &Occurrence<'_>, encoding: Encoding) -> Location {
    let span = occurrence.name.span;
    Location {
        uri: document.uri.clone(),
        range: document
            .text
            .range(span.start as usize, span.end as usize, encoding),
    }
}

/// What is wrong with a new name.
fn fault(spec: &Spec<'_>, space: Space, new: &str) -> Option<String> {
    let (fault, taken) = match space {
        Space::PullSecret => (
            kubernetes_name::subdomain_fault(new, kubernetes_name::SUBDOMAIN_LENGTH),
            spec.registries.number(new).is_some() || spec.secrets.number(new).is_some(),
        ),
        Space::Project => (
            kubernetes_name::label_fault(new),
            spec.projects.number(new).is_some(),
        ),
        Space::Profile => (
            kubernetes_name::subdomain_fault(new, kubernetes_name::SUBDOMAIN_LENGTH),
            spec.profiles.number(new).is_some(),
        ),
    };
    match fault {
        Some(fault) => Some(format!("`{}` {fault}", printable(new))),
        None => taken.then(|| format!("`{new}` is taken")),
    }
}

/// The new name in the spelling of the old: in the same quotes, or in quotes where YAML would take
/// it for a number. Nothing where the old one is spelled with escapes.
fn spelled(place: &Occurrence<'_>, written: &str, new: &str) -> Option<String> {
    let old = place.name.value;
    if written == old {
        // `123/default` is text, whatever the project's name.
        return Some(match place.is_part || plain(new) == Plain::Text {
            true => new.to_owned(),
            false => quoted(new).into_owned(),
        });
    }
    ['"', '\''].into_iter().find_map(|quote| {
        let inside = written.strip_prefix(quote)?.strip_suffix(quote)?;
        (inside == old).then(|| format!("{quote}{new}{quote}"))
    })
}
