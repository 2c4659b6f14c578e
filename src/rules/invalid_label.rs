//! Labels and annotations that Kubernetes refuses.

use crate::finding::{Finding, catalogue};
use crate::kubernetes::{LARGEST_ANNOTATIONS, PINNED};
use crate::model::{PlatformKind, Text, TextMap};

use super::kubernetes_name::{key_fault, value_fault};
use super::{Checked, Needs, Rule};

/// Labels and annotations of `output` and of `create`.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::INVALID_LABEL],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    labels(&spec.output.labels, findings);
    annotations(&spec.output.annotations, findings);
    if spec.platform.kind() == PlatformKind::OpenShift {
        for (key, _) in &spec.output.annotations {
            if key.value == PINNED {
                findings.push(
                    catalogue::INVALID_LABEL
                        .at(
                            key.span,
                            format!("`{PINNED}` differs from account to account"),
                        )
                        .help("remove it, and set `internalRegistrySecret` on the service account"),
                );
            }
        }
    }
    for (_, _, project) in spec.projects.found() {
        if let Some(create) = &project.create {
            labels(&create.labels, findings);
            annotations(&create.annotations, findings);
        }
    }
}

fn labels(map: &TextMap<'_>, findings: &mut Vec<Finding>) {
    for (key, value) in map {
        if let Some(fault) = key_fault(key.value) {
            findings.push(refused_key(key, "a label", &fault));
        }
        if let Some(fault) = value_fault(value.value) {
            findings.push(
                catalogue::INVALID_LABEL
                    .at(
                        value.span,
                        format!(
                            "`{}` cannot be the value of the label `{}`: it {fault}",
                            value.value, key.value
                        ),
                    )
                    .help(
                        "write at most 63 letters, digits, `-`, `_` and `.`, with a letter or \
                         digit at both ends; free text belongs into `annotations`",
                    ),
            );
        }
    }
}

fn annotations(map: &TextMap<'_>, findings: &mut Vec<Finding>) {
    let mut length = 0;
    for (key, value) in map {
        // The API server takes capital letters in the part before the slash here.
        if let Some(fault) = key_fault(&key.value.to_lowercase()) {
            findings.push(refused_key(key, "an annotation", &fault));
        }
        let before = length;
        length += key.value.len() + value.value.len();
        if before <= LARGEST_ANNOTATIONS && length > LARGEST_ANNOTATIONS {
            findings.push(
                catalogue::INVALID_LABEL
                    .at(
                        key.span,
                        format!(
                            "the annotations are longer than {LARGEST_ANNOTATIONS} bytes together"
                        ),
                    )
                    .help("shorten them"),
            );
        }
    }
}

fn refused_key(key: &Text<'_>, of: &str, fault: &str) -> Finding {
    let message = if key.value.is_empty() {
        format!("an empty text cannot be the key of {of}")
    } else {
        format!("`{}` cannot be the key of {of}: it {fault}", key.value)
    };
    catalogue::INVALID_LABEL.at(key.span, message).help(
        "write at most 63 letters, digits, `-`, `_` and `.`, before them perhaps a domain and \
         `/`, as `example.com/team`",
    )
}
