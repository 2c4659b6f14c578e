//! Pull secrets: content, base64 and name of each, made once for all projects that have it.

use std::borrow::Cow;

use crate::credential::{Confidential, Decoded};
use crate::finding::{Finding, catalogue};
use crate::model::{Form, Lookup, Spec};
use crate::plan::{Content, EntryPlan, Plan, PullSecretId, PullSecretSource};

use super::docker_config::{self, Entry};
use super::{Metadata, Secrecy, global_pull_secret, name_hash};

/// The API server refuses a Secret whose data is larger.
const LARGEST: usize = 1_048_576;
/// The API server refuses annotations that are larger together, and client-side apply keeps the
/// whole object in one.
const LARGEST_ANNOTATIONS: usize = 262_144;
/// The annotation in which client-side apply keeps what it applied.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
/// The longest name that Kubernetes takes for a Secret.
const LONGEST_NAME: usize = 253;

/// What a Secret holds: the Docker config and its base64.
pub(super) struct Data {
    /// The Docker config, or what is shown in its place.
    pub(super) config: Confidential,
    /// Its base64.
    pub(super) base64: Confidential,
}

impl Data {
    fn new(config: Confidential) -> Self {
        let base64 = docker_config::base64(&config);
        Self { config, base64 }
    }
}

/// A pull secret, whatever projects have it.
pub(super) struct Lowered<'a> {
    /// The Secret's name, its hash included.
    pub(super) name: Cow<'a, str>,
    /// What is in it; nothing where it is not made here, or could not be decoded.
    pub(super) data: Option<Data>,
}

/// Every pull secret of the plan, by its number.
pub(super) fn lower_all<'a>(
    spec: &'a Spec<'a>,
    plan: &'a Plan<'a>,
    decoded: Option<&Decoded<'_>>,
    secrecy: Secrecy,
    findings: &mut Vec<Finding>,
) -> Vec<Lowered<'a>> {
    let hashed = spec
        .output
        .name_suffix_hash
        .is_some_and(|asked| asked.value);
    plan.pull_secrets
        .iter()
        .map(|planned| {
            let config = decoded.and_then(|decoded| config_of(&planned.content, decoded));
            if let Some(config) = &config
                && let Some(finding) = too_large(config, planned.place, &planned.name)
            {
                findings.push(finding);
            }
            let data = config.map(|config| match secrecy {
                Secrecy::Full => Data::new(config),
                Secrecy::Redacted => Data::new(redacted(&planned.content)),
            });
            let mut name = Cow::Borrowed(&*planned.name);
            // The hash of a sealed form's plaintext would stand in Git for everybody to guess at.
            if hashed
                && planned.form == Form::Secret
                && let Some(base64) = data.as_ref().and_then(|data| data.base64.expose_text())
            {
                name = Cow::Owned(format!("{name}-{}", name_hash::of_secret(&name, base64)));
                if name.len() > LONGEST_NAME {
                    findings.push(
                        catalogue::INVALID_NAME
                            .at(
                                planned.place,
                                format!(
                                    "the name `{}` is longer than {LONGEST_NAME} characters with \
                                     its hash",
                                    planned.name
                                ),
                            )
                            .help(format!(
                                "shorten it to {} characters, or leave out `nameSuffixHash`",
                                LONGEST_NAME - name_hash::LENGTH - 1
                            )),
                    );
                }
            }
            Lowered { name, data }
        })
        .collect()
}

/// The content of the global pull secret: base and additions merged.
pub(super) fn lower_global(
    spec: &Spec<'_>,
    decoded: Option<&Decoded<'_>>,
    secrecy: Secrecy,
    findings: &mut Vec<Finding>,
) -> Option<Data> {
    let global = spec.global_pull_secret.as_ref()?;
    let decoded = decoded?;
    let base = decoded.global_base.as_ref()?;
    let mut additions = Vec::new();
    for name in &global.registries {
        let Lookup::Found(number, registry) = spec.registries.look_up(name.value) else {
            continue;
        };
        let json = decoded.registries.get(number)?.as_ref()?.json.expose();
        let servers = [Some(&registry.server), registry.auth_server.as_ref()];
        additions.extend(servers.into_iter().flatten().map(|server| Entry {
            server: server.value,
            json,
        }));
    }
    let config = match secrecy {
        Secrecy::Full => global_pull_secret::merge(base, &additions)?,
        Secrecy::Redacted => global_pull_secret::redacted(base, &additions)?,
    };
    findings.extend(too_large(&config, global.base.span, "pull-secret"));
    Some(Data::new(config))
}

/// The Docker config of a pull secret, where everything in it was decoded.
fn config_of(content: &PullSecretSource<'_>, decoded: &Decoded<'_>) -> Option<Confidential> {
    match content {
        PullSecretSource::Entries(entries) => {
            let entries: Option<Vec<_>> = entries
                .iter()
                .map(|entry| decoded_entry(entry, decoded))
                .collect();
            Some(docker_config::of_entries(entries?))
        }
        PullSecretSource::WholeFile(number) => {
            let file = decoded.files.get(*number)?.as_ref()?;
            Some(Confidential::new(file.expose().to_vec()))
        }
        PullSecretSource::Existing => None,
    }
}

fn decoded_entry<'a>(entry: &EntryPlan<'a>, decoded: &'a Decoded<'_>) -> Option<Entry<'a>> {
    let json = &decoded.registries.get(entry.registry)?.as_ref()?.json;
    Some(Entry {
        server: entry.server,
        json: json.expose(),
    })
}

fn redacted(content: &PullSecretSource<'_>) -> Confidential {
    match content {
        PullSecretSource::Entries(entries) => {
            docker_config::redacted(entries.iter().map(|entry| entry.server))
        }
        PullSecretSource::WholeFile(_) | PullSecretSource::Existing => {
            Confidential::new(docker_config::REDACTED.as_bytes().to_vec())
        }
    }
}

fn too_large(config: &Confidential, place: crate::source::Span, name: &str) -> Option<Finding> {
    let size = config.expose().len();
    (size > LARGEST).then(|| {
        catalogue::SECRET_TOO_LARGE
            .at(
                place,
                format!("the Secret `{name}` would hold {size} bytes, and {LARGEST} are the limit"),
            )
            .help("split it: a pull secret of fewer registries for each project")
    })
}

/// Reports plain Secrets that client-side apply could not keep in its annotation, each once.
pub(super) fn check_apply_limit(
    plan: &Plan<'_>,
    data_of: impl Fn(Content) -> Option<usize>,
    metadata_of: impl Fn(&crate::plan::ObjectPlan<'_>) -> usize,
    findings: &mut Vec<Finding>,
) {
    let mut reported: Vec<PullSecretId> = Vec::new();
    for object in &plan.objects {
        let Some(base64) = data_of(object.content) else {
            continue;
        };
        // One over the limit of data is refused anyway; smaller ones are the rule and cost nothing.
        if base64 * 4 < LARGEST_ANNOTATIONS || base64 / 4 * 3 > LARGEST {
            continue;
        }
        if let Content::PullSecret(id) = object.content {
            if reported.contains(&id) {
                continue;
            }
            if plan.pull_secret(id).form != Form::Secret {
                continue;
            }
        }
        let size = base64 + metadata_of(object);
        if size > LARGEST_ANNOTATIONS {
            let place = match object.content {
                Content::PullSecret(id) => {
                    reported.push(id);
                    plan.pull_secret(id).place
                }
                _ => object.place,
            };
            findings.push(
                catalogue::APPLY_ANNOTATION_LIMIT
                    .at(
                        place,
                        format!(
                            "the Secret `{}` takes {size} bytes of the {LARGEST_ANNOTATIONS} that \
                             annotations may have when `kubectl apply` keeps a copy there",
                            object.name
                        ),
                    )
                    .help("apply it by `kubectl apply --server-side`, or split it"),
            );
        }
    }
}

/// How many bytes annotations of a Secret have after a client-side apply, beside its base64: the
/// object's JSON, the name of the annotation that holds it, and the other annotations.
pub(super) fn applied_length(metadata: &Metadata<'_>) -> usize {
    let annotations: usize = metadata
        .annotations
        .iter()
        .map(|(key, value)| key.len() + value.len())
        .sum();
    let object = serde_json::json!({
        "apiVersion": "v1",
        "data": {".dockerconfigjson": ""},
        "kind": "Secret",
        "metadata": {
            "annotations": mapping(&metadata.annotations),
            "name": metadata.name,
            "namespace": metadata.namespace,
        },
        "type": "kubernetes.io/dockerconfigjson",
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
