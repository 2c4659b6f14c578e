//! Templates that nobody rendered: what stands between their braces is no manifest yet.

use crate::finding::{Finding, catalogue};
use crate::source::{SourceId, Span, line_start};
use crate::syntax::{Kind, Tree};

/// The words by which Argo's own parameters start; a controller fills them when a workflow runs.
const ARGO: &[&str] = &[
    "workflow",
    "inputs",
    "outputs",
    "item",
    "steps",
    "tasks",
    "pod",
    "node",
    "retries",
    "lastRetry",
    "cronworkflow",
    "event",
    "io",
];

/// Whether a value of an Argo object is known only when a workflow runs.
pub(super) fn is_parameter(value: &str) -> bool {
    value.contains("{{")
}

/// Where a value, whatever object it stands in, waits for a template engine: its first expression.
pub(super) fn expression(value: &str, argo: bool) -> Option<(usize, usize)> {
    let shell = value
        .find("${")
        .or_else(|| value.find("$("))
        .or_else(|| value.starts_with('$').then_some(0))
        .map(|start| (start, value.len()));
    braces(value, argo).or(shell)
}

/// The first expression or statement of Go's, Jinja's and like templates.
fn braces(text: &str, argo: bool) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(start) = text.get(from..)?.find('{').map(|at| from + at) {
        let rest = &text[start + 1..];
        let is_expression = match rest.as_bytes().first() {
            Some(b'%') => true,
            Some(b'{') => !(argo && is_of_argo(&rest[1..])),
            _ => false,
        };
        if is_expression {
            let line = text[start..].lines().next().unwrap_or_default();
            let end = line.find("}}").or_else(|| line.find("%}"));
            return Some((start, start + end.map_or(line.len(), |end| end + 2)));
        }
        from = start + 1 + usize::from(rest.starts_with('{'));
    }
    None
}

/// Whether what follows `{{` is a parameter of Argo's.
fn is_of_argo(inside: &str) -> bool {
    let inside = inside.trim_start();
    let word = inside
        .split(|c: char| !c.is_ascii_alphanumeric())
        .next()
        .unwrap_or_default();
    inside.starts_with('=') || ARGO.contains(&word)
}

/// The first expression of a text that is not YAML as it stands.
pub(super) fn unparsed(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some((start, end)) = text.get(from..).and_then(|rest| braces(rest, true)) {
        let (start, end) = (from + start, from + end);
        let line = line_start(text, start);
        if may_be_code(&text[line..start]) {
            return Some((start, end));
        }
        from = end;
    }
    None
}

/// Whether what follows on a line is neither in quotes nor a comment: in those, braces are no
/// reason why YAML would not be YAML.
fn may_be_code(before: &str) -> bool {
    let quotes = |quote| before.matches(quote).count();
    !before.trim_start().starts_with('#') && quotes('"') % 2 == 0 && quotes('\'') % 2 == 0
}

/// The first expression that YAML takes for a mapping in a mapping: `image: {{ .Values.image }}`.
pub(super) fn taken_for_mapping(text: &str, tree: &Tree<'_>) -> Option<(usize, usize)> {
    if !text.contains("{{") {
        return None;
    }
    let starts = tree.nodes().iter().filter_map(|node| match node.kind {
        Kind::Mapping(_) => {
            let start = node.span.start as usize;
            text[start..].starts_with("{{").then_some(start)
        }
        _ => None,
    });
    let start = starts.min()?;
    let (_, length) = braces(&text[start..], false)?;
    Some((start, start + length))
}

/// The finding of a file that is a template.
pub(super) fn finding(id: SourceId, text: &str, (start, end): (usize, usize)) -> Finding {
    let shell = text[start..end].starts_with('$');
    let help = match shell {
        true => "fill the variables in first, as by `envsubst < FILE | pullsecrets audit -`",
        false => {
            "render it first, as by `helm template CHART | pullsecrets audit -`, and audit what comes out"
        }
    };
    catalogue::TEMPLATE_NOT_RENDERED
        .at(
            Span::new(id, start, end),
            "this file is a template: what its pods pull is known only once it is rendered",
        )
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(value: &str, argo: bool) -> Option<&str> {
        expression(value, argo).map(|(start, end)| &value[start..end])
    }

    #[test]
    fn what_is_quoted_or_a_comment_is_not_why_a_text_does_not_parse() {
        let found = |text| unparsed(text).map(|(start, _)| start);
        assert_eq!(found("a: \"{{ .x }}\"\n# {{ .y }}\n\tb"), None);
        assert_eq!(found("a: '{{ .x }}'\n{{- if .y }}\n"), Some(14));
        assert_eq!(found("a: {{ .x }}: b"), Some(3));
    }

    #[test]
    fn expressions_are_told_from_parameters_of_argo() {
        for (value, argo, expected) in [
            ("quay.io/acme/app:1", false, None),
            ("{{ .Values.image }}", false, Some("{{ .Values.image }}")),
            ("a/{{ image }}:1", false, Some("{{ image }}")),
            ("{{inputs.parameters.image}}", true, None),
            ("{{=sprig.lower(item)}}", true, None),
            (
                "{{inputs.parameters.image}}",
                false,
                Some("{{inputs.parameters.image}}"),
            ),
            ("{{item}}{{ .Values.tag }}", true, Some("{{ .Values.tag }}")),
            ("{% if x %}a{% endif %}", false, Some("{% if x %}")),
            ("${REGISTRY}/app", false, Some("${REGISTRY}/app")),
            ("$IMAGE", false, Some("$IMAGE")),
            ("{", false, None),
            ("{{", false, Some("{{")),
        ] {
            assert_eq!(found(value, argo), expected, "{value}");
        }
    }
}
