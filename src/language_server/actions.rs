//! Mends that an editor offers: the changes that findings carry, and the comment that accepts one.

use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Range, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use crate::finding::{Edit, Finding, Place, catalogue};
use crate::syntax::SUPPRESSION;

use super::analysis;
use super::client::Client;
use super::document::Document;

/// The most actions that one request gets: a client may ask for a whole file.
const MOST: usize = 100;

/// The actions for the findings that meet a range.
pub(super) fn of(
    document: &Document,
    findings: &[Finding],
    params: &CodeActionParams,
    client: Client,
) -> Vec<CodeActionOrCommand> {
    let wanted = params.context.only.as_ref().is_none_or(|kinds| {
        kinds
            .iter()
            .any(|kind| kind.as_str().is_empty() || *kind == CodeActionKind::QUICKFIX)
    });
    if !wanted {
        return Vec::new();
    }
    let mut actions = Vec::new();
    for finding in findings {
        let range = analysis::range(finding, &document.text, client.encoding);
        if !meets(&range, &params.range) {
            continue;
        }
        let mends = [
            mend(document, finding, client),
            acceptance(document, finding, client),
        ];
        for (title, edits, preferred) in mends.into_iter().flatten() {
            let diagnostic = analysis::diagnostic(finding, &document.text, client.encoding, None);
            actions.push(CodeActionOrCommand::CodeAction(CodeAction {
                title,
                kind: Some(CodeActionKind::QUICKFIX),
                diagnostics: Some(vec![diagnostic]),
                edit: Some(workspace_edit(document, edits, client)),
                is_preferred: Some(preferred),
                ..CodeAction::default()
            }));
        }
        if actions.len() >= MOST {
            break;
        }
    }
    actions
}

fn meets(one: &Range, other: &Range) -> bool {
    one.start <= other.end && other.start <= one.end
}

type Mend = (String, Vec<TextEdit>, bool);

/// The change that a finding carries.
fn mend(document: &Document, finding: &Finding, client: Client) -> Option<Mend> {
    let title = title(finding)?;
    let text = document.text.as_str();
    let edits = finding
        .edits
        .iter()
        .map(|edit| {
            let (start, end) = (edit.span.start as usize, edit.span.end as usize);
            let mut new_text = edit.text.clone();
            // A block scalar ends with its line; what takes its place must not swallow that end.
            if text.get(start..end).is_some_and(|old| old.ends_with('\n')) {
                new_text.push('\n');
            }
            TextEdit::new(document.text.range(start, end, client.encoding), new_text)
        })
        .collect();
    Some((title, edits, true))
}

/// What a change does. What stands in its place now is not repeated: it may be a password.
fn title(finding: &Finding) -> Option<String> {
    let inserts = |edit: &Edit| edit.span.start == edit.span.end;
    match finding.edits.as_slice() {
        [] => None,
        [before, after] if inserts(before) && inserts(after) => Some(match before.text.as_str() {
            "\"" => "put it in quotes".to_owned(),
            "[" => "put it in brackets".to_owned(),
            _ => return None,
        }),
        [edit] if finding.code == catalogue::LITERAL_PASSWORD => {
            Some(format!("take it from a variable: `{}`", edit.text))
        }
        [edit] => Some(format!("write `{}`", edit.text)),
        _ => Some("mend it".to_owned()),
    }
}

/// The comment above the line that accepts a finding.
fn acceptance(document: &Document, finding: &Finding, client: Client) -> Option<Mend> {
    let Place::Span(span) = &finding.place else {
        return None;
    };
    // What is wrong with a suppression is mended, not suppressed.
    if !finding.code.may_be_silenced() || finding.code.name().starts_with("PS09") {
        return None;
    }
    let (number, start) = document.text.line_of(span.start as usize);
    let line = document.text.line(number);
    let indentation = &line[..line.len() - line.trim_start_matches(' ').len()];
    let end = document.text.as_str()[start..]
        .find('\n')
        .and_then(|at| {
            document.text.as_str()[..start + at]
                .ends_with('\r')
                .then_some("\r\n")
        })
        .unwrap_or("\n");
    let code = finding.code.name();
    let comment = format!("{indentation}# {SUPPRESSION} {code} because REASON{end}");
    let edit = TextEdit::new(document.text.range(start, start, client.encoding), comment);
    Some((
        format!("accept {code} here, with a reason"),
        vec![edit],
        false,
    ))
}

/// Changes of one document, with its version where the client can take it.
#[expect(
    clippy::mutable_key_type,
    reason = "the protocol's type; its inner cache does not take part in hashing"
)]
pub(super) fn workspace_edit(
    document: &Document,
    edits: Vec<TextEdit>,
    client: Client,
) -> WorkspaceEdit {
    if !client.versioned {
        let changes = std::iter::once((document.uri.clone(), edits)).collect();
        return WorkspaceEdit::new(changes);
    }
    WorkspaceEdit {
        document_changes: Some(DocumentChanges::Edits(vec![TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                uri: document.uri.clone(),
                version: Some(document.version),
            },
            edits: edits.into_iter().map(OneOf::Left).collect(),
        }])),
        ..WorkspaceEdit::default()
    }
}
