//! Secrets that are too large for client-side apply, which keeps a copy of the object in one of its
//! annotations.

use std::borrow::Cow;

use crate::finding::{Finding, catalogue};
use crate::kubernetes::{
    DOCKER_CONFIG, DOCKER_CONFIG_TYPE, LARGEST_ANNOTATIONS, LARGEST_SECRET, LAST_APPLIED,
};
use crate::model::Form;
use crate::plan::{Content, PullSecretId};

use super::{Lowering, Metadata};

/// Reports plain Secrets that client-side apply could not keep in its annotation, each once.
pub(super) fn check(lowering: &Lowering<'_>, findings: &mut Vec<Finding>) {
    let plan = lowering.plan;
    let mut reported: Vec<PullSecretId> = Vec::new();
    for object in &plan.objects {
        let Some(base64) = lowering.secrets.base64(object.content).map(str::len) else {
            continue;
        };
        // Smaller ones are the rule and cost nothing; one over the limit of data is refused anyway.
        if base64 < LARGEST_ANNOTATIONS / 4 || base64 / 4 * 3 > LARGEST_SECRET {
            continue;
        }
        let mut place = object.place;
        if let Content::PullSecret(id) = object.content {
            if reported.contains(&id) || plan.pull_secret(id).form != Form::Secret {
                continue;
            }
            place = plan.pull_secret(id).place;
        }
        let size = base64 + applied_length(&lowering.metadata(object));
        if size <= LARGEST_ANNOTATIONS {
            continue;
        }
        if let Content::PullSecret(id) = object.content {
            reported.push(id);
        }
        findings.push(
            catalogue::APPLY_ANNOTATION_LIMIT
                .at(
                    place,
                    format!(
                        "`kubectl apply` would keep a copy of the Secret `{}` in an annotation, \
                         and {size} bytes are more than the {LARGEST_ANNOTATIONS} that fit",
                        object.name
                    ),
                )
                .help("apply it by `kubectl apply --server-side`, or split it"),
        );
    }
}

/// How many bytes annotations of a Secret have after a client-side apply, beside its base64: the
/// object's JSON, the name of the annotation that holds it, and the other annotations.
fn applied_length(metadata: &Metadata<'_>) -> usize {
    let annotations: usize = metadata
        .annotations
        .iter()
        .map(|(key, value)| key.len() + value.len())
        .sum();
    let object = serde_json::json!({
        "apiVersion": "v1",
        "data": {DOCKER_CONFIG: ""},
        "kind": "Secret",
        "metadata": {
            "annotations": mapping(&metadata.annotations),
            "name": metadata.name,
            "namespace": metadata.namespace,
        },
        "type": DOCKER_CONFIG_TYPE,
    });
    let labels = match metadata.labels.is_empty() {
        true => 0,
        false => r#""labels":,"#.len() + mapping(&metadata.labels).to_string().len(),
    };
    // kubectl's encoder ends in a newline.
    LAST_APPLIED.len() + annotations + object.to_string().len() + labels + 1
}

fn mapping(pairs: &[(Cow<'_, str>, Cow<'_, str>)]) -> serde_json::Value {
    pairs
        .iter()
        .map(|(key, value)| (key.to_string(), serde_json::Value::from(&**value)))
        .collect()
}
