//! What comes out against strict schemas of the API server and of Argo, where they are present, and
//! our own schema of workflow bodies against Argo's.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::compiled::{Given, lower};

/// The schema of a kind, compiled once; nothing where the reference material is not present.
fn reference(kind: &str) -> Option<Arc<Validator>> {
    static COMPILED: Mutex<BTreeMap<String, Option<Arc<Validator>>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().expect("no test panics in here");
    let entry = compiled
        .entry(kind.to_lowercase())
        .or_insert_with_key(|kind| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("../shared/reference/schemas")
                .join(format!("{kind}.json"));
            let text = std::fs::read_to_string(path).ok()?;
            let schema = serde_json::from_str(&text).expect("a schema is JSON");
            let validator = jsonschema::validator_for(&schema).expect("a schema");
            Some(Arc::new(validator))
        });
    entry.clone()
}

/// Says what a strict schema has against an object.
fn refused(object: &Value) -> Vec<String> {
    let kind = object["kind"].as_str().expect("a kind");
    let Some(validator) = reference(kind) else {
        return Vec::new();
    };
    validator
        .iter_errors(object)
        .map(|error| format!("{kind} {}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn every_kind_is_what_the_cluster_takes() {
    let lowered = lower(
        "output: {labels: {team: platform}, annotations: {note: mine}, argocd: {syncWaves: true}, nameSuffixHash: true}
registries:
  quay: {server: quay.io, username: a, password: {env: TOKEN}}
secrets: {from-ops: {existing: true}}
projects:
  project-a:
    create: {labels: {a: b}}
    pullSecrets: [quay, from-ops]
    serviceAccounts: {default: {}, builder: {mount: [quay]}, c: {link: plain}, d: {pull: [], link: plain}}
    workflows:
    - {name: a, entrypoint: main, pullSecrets: [quay]}
    - {generateName: b-, naming: hash, hook: PostSync, template: t.j2, serviceAccount: builder, pullSecrets: [quay]}
    - kind: CronWorkflow
      name: c
      pullSecrets: [quay]
      spec: {schedules: ['0 3 * * *'], workflowSpec: {entrypoint: main, templates: [{name: main, suspend: {}}]}}
    - kind: WorkflowTemplate
      name: d
      spec: {templates: [{name: main, container: {image: a}}]}
  project-b: {}
grants:
- {imagesIn: project-b, pullers: [project-a/default, project-a/builder]}
- {imagesIn: project-a, pullers: [project-b/*]}
- {imagesIn: project-b, name: everybody, pullers: ['*']}
cluster: {globalPullSecret: {base: {file: base.json}, registries: [quay]}}
",
        Given {
            variables: &[("TOKEN", "c")],
            files: &[
                ("base.json", r#"{"auths":{}}"#),
                ("t.j2", "entrypoint: main\ntemplates: [{name: main, container: {image: a}}]\n"),
            ],
            ..Given::default()
        },
    );
    assert_eq!(lowered.errors(), Vec::<String>::new());
    let mut kinds: Vec<_> = lowered
        .objects
        .iter()
        .map(|object| object["kind"].as_str().unwrap())
        .collect();
    kinds.dedup();
    assert_eq!(
        kinds,
        [
            "Namespace",
            "Secret",
            "ServiceAccount",
            "RoleBinding",
            "Workflow",
            "CronWorkflow",
            "WorkflowTemplate"
        ]
    );
    for object in &lowered.objects {
        assert_eq!(refused(object), Vec::<String>::new());
    }
}

/// Bodies as people write them, from the simplest to what uses much of Argo.
fn bodies() -> Vec<Value> {
    let container = json!({"name": "main", "container": {"image": "a"}});
    vec![
        json!({"entrypoint": "main"}),
        json!({"workflowTemplateRef": {"name": "a", "clusterScope": true}, "arguments": {"parameters": [{"name": "x", "value": "1"}]}}),
        json!({"entrypoint": "main", "templates": [container]}),
        serde_json::from_str(include_str!("much_of_argo.json")).expect("JSON"),
    ]
}

/// Lowers a body that stands inline, and returns what is said of it and the object.
fn inline(kind: &str, body: &Value) -> (Vec<String>, Option<Value>) {
    let lowered = lower(
        &format!("projects:\n  p:\n    workflows: [{{kind: {kind}, name: w, spec: {body}}}]\n"),
        Given::default(),
    );
    let object = lowered.objects.last().cloned();
    (
        lowered.errors(),
        object.filter(|object| object["kind"] == kind),
    )
}

#[test]
fn bodies_that_argo_takes_are_taken() {
    for body in bodies() {
        for kind in ["Workflow", "WorkflowTemplate"] {
            let (errors, object) = inline(kind, &body);
            assert_eq!(errors, Vec::<String>::new(), "{body:#}");
            let object = object.expect("an object");
            assert_eq!(object["spec"], body);
            assert_eq!(refused(&object), Vec::<String>::new());
        }
        let cron = json!({
            "schedules": ["0 3 * * *"],
            "timezone": "Europe/Berlin",
            "concurrencyPolicy": "Forbid",
            "startingDeadlineSeconds": 0,
            "successfulJobsHistoryLimit": 1,
            "failedJobsHistoryLimit": 1,
            "suspend": false,
            "when": "true",
            "stopStrategy": {"expression": "cronworkflow.failed >= 3"},
            "workflowMetadata": {"labels": {"a": "b"}},
            "workflowSpec": body,
        });
        let (errors, object) = inline("CronWorkflow", &cron);
        assert_eq!(errors, Vec::<String>::new());
        let object = object.expect("an object");
        assert_eq!(refused(&object), Vec::<String>::new());
    }
}

/// Every way to put one value in place of another, or to add or remove a field.
fn mutations(value: &Value, path: &str, out: &mut Vec<(String, Value)>) {
    let strange = [
        json!(null),
        json!(true),
        json!(7),
        json!("text"),
        json!([]),
        json!({}),
        json!(["a"]),
        json!({"a": 1}),
    ];
    for other in strange {
        if other != *value {
            out.push((path.to_owned(), other));
        }
    }
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                mutations(field, &format!("{path}/{}", key.replace('/', "~1")), out);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                mutations(item, &format!("{path}/{at}"), out);
            }
        }
        _ => {}
    }
}

/// Whatever Argo's strict schema takes, ours takes too: it may be looser, never stricter. Beyond a
/// schema are only what makes no sense to run (an entrypoint that is not there, a template that
/// does nothing or has no name).
#[test]
fn nothing_is_refused_that_argo_takes() {
    let Some(strict) = reference("Workflow") else {
        return;
    };
    let body = bodies().pop().expect("a body");
    let mut changes = Vec::new();
    mutations(&body, "", &mut changes);
    let mut taken = 0;
    for (path, value) in changes {
        let mut changed = body.clone();
        *changed.pointer_mut(&path).expect("a path") = value.clone();
        let object = json!({"apiVersion": "argoproj.io/v1alpha1", "kind": "Workflow", "metadata": {"name": "w"}, "spec": changed});
        if !strict.is_valid(&object) {
            continue;
        }
        taken += 1;
        let (errors, _) = inline("Workflow", &changed);
        let beyond = [
            "does nothing",
            "several things",
            "has no `name`",
            "no template is named",
            "has no `entrypoint`",
        ];
        let errors: Vec<_> = errors
            .into_iter()
            .filter(|error| !beyond.iter().any(|words| error.contains(words)))
            .collect();
        assert_eq!(errors, Vec::<String>::new(), "{path} = {value}");
    }
    assert!(taken > 50, "{taken}");
}
