//! What `check` says of an open text, as the protocol spells it.

use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    Location, NumberOrString, Range, Uri,
};

use crate::finding::{Finding, Place, Severity, catalogue};
use crate::pipeline::{self, Options, Outside};
use crate::printable::printable;
use crate::report;
use crate::rules::Situation;
use crate::source::{Masking, Sources};
use crate::{suppression, syntax};

use super::names::Known;
use super::text::{Encoding, Text};

/// Compiles a text as `check` does, without credentials. Returns the findings as `check` prints
/// them, and brings `known` up to date where the text parses.
pub(super) fn findings(
    text: &str,
    outside: &mut impl Outside,
    now: i64,
    known: &mut Known,
) -> Vec<Finding> {
    let mut sources = Sources::default();
    let bytes = text.as_bytes().to_vec();
    let (id, fault) = syntax::decode(&mut sources, "pullsecrets.yaml", bytes, Masking::Spec);
    if let Some(fault) = fault {
        return vec![fault];
    }
    let options = Options {
        situation: Situation {
            now,
            ..Situation::default()
        },
        credentials: false,
        places: true,
        ..Options::default()
    };
    pipeline::compile(sources.get(id), id, &options, outside, |compiled| {
        let allow = match &compiled.program {
            Some(program) => {
                known.update(program.spec);
                &program.spec.allow[..]
            }
            None => &[],
        };
        suppression::apply(
            compiled.findings,
            &sources,
            compiled.comments,
            allow,
            &suppression::Options::default(),
            &compiled.not_run,
        )
    })
}

/// The range of a finding: the start of the text where no part of it is to blame.
pub(super) fn range(finding: &Finding, text: &Text, encoding: Encoding) -> Range {
    match &finding.place {
        Place::Span(span) => text.range(span.start as usize, span.end as usize, encoding),
        _ => Range::default(),
    }
}

/// A finding as a diagnostic. `address` is the document's, where the client wants second places.
pub(super) fn diagnostic(
    finding: &Finding,
    text: &Text,
    encoding: Encoding,
    address: Option<&Uri>,
) -> Diagnostic {
    let mut message = printable(&finding.message).into_owned();
    if let Some(help) = &finding.help {
        message.push_str("\nhelp: ");
        message.push_str(&printable(help));
    }
    let related: Option<Vec<_>> = address.map(|uri| {
        finding
            .labels
            .iter()
            .map(|label| DiagnosticRelatedInformation {
                location: Location {
                    uri: uri.clone(),
                    range: text.range(label.span.start as usize, label.span.end as usize, encoding),
                },
                message: printable(&label.text).into_owned(),
            })
            .collect()
    });
    let is_unused =
        [catalogue::UNUSED_DEFINITION, catalogue::UNUSED_SUPPRESSION].contains(&finding.code);
    Diagnostic {
        range: range(finding, text, encoding),
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Note => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.code.name().to_owned())),
        code_description: report::url(finding.code)
            .parse()
            .ok()
            .map(|href| CodeDescription { href }),
        source: Some("pullsecrets".to_owned()),
        message,
        related_information: related.filter(|list| !list.is_empty()),
        tags: is_unused.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: None,
    }
}
