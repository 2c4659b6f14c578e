//! Bodies of Argo objects: what the compiler sets, and that the order of keys does not matter.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use pullsecrets::emit::{YamlWriter, to_value};
use pullsecrets::lower::{Body, Metadata, Object, WorkflowObject};
use pullsecrets::source::{Masking, Sources};
use pullsecrets::syntax::{Limits, parse};

/// The object of a body, as YAML from `spec` on, and as a value.
fn written(kind: &'static str, body: Option<&str>, set: bool) -> String {
    let mut sources = Sources::default();
    let id = sources.add("test", body.unwrap_or("{}"), Masking::Hidden);
    let parsed = parse(sources.get(id), id, Limits::default());
    assert_eq!(parsed.findings, []);
    let object = Object {
        metadata: Metadata {
            name: "a".into(),
            ..Metadata::default()
        },
        body: Body::Workflow(WorkflowObject {
            kind,
            spec: body.and_then(|_| Some((&parsed.tree, parsed.tree.root()?))),
            entrypoint: set.then_some("main"),
            service_account: set.then_some("builder"),
            pull: if set {
                vec!["pinned", "quay"]
            } else {
                Vec::new()
            },
            hashed: None,
        }),
    };
    let mut writer = YamlWriter::default();
    object.write(&mut writer);
    let yaml = writer.into_string();
    let read: serde_json::Value = serde_yaml::from_str(&yaml).unwrap();
    assert_eq!(read, to_value(&object));
    yaml[yaml.find("spec:").unwrap()..].to_owned()
}

#[test]
fn what_the_compiler_sets_stands_among_the_sorted_keys_of_the_body() {
    let expected = "spec:\n  arguments: {}\n  entrypoint: main\n  imagePullSecrets:\n  - name: pinned\n  - name: quay\n  serviceAccountName: builder\n  templates:\n  - name: main\n    suspend: {}\n";
    for body in [
        "templates: [{name: main, suspend: {}}]\narguments: {}\n",
        "arguments: {}\nentrypoint: other\ntemplates:\n- suspend: {}\n  name: main\n",
        "serviceAccountName: other\nimagePullSecrets: [{name: other}]\narguments: {}\ntemplates: [{suspend: {}, name: main}]\n",
    ] {
        assert_eq!(written("Workflow", Some(body), true), expected);
        assert_eq!(written("WorkflowTemplate", Some(body), true), expected);
    }
}

#[test]
fn a_cron_workflow_has_them_one_level_deeper() {
    let set = "    entrypoint: main\n    imagePullSecrets:\n    - name: pinned\n    - name: quay\n    serviceAccountName: builder\n";
    assert_eq!(
        written(
            "CronWorkflow",
            Some("suspend: true\nschedules: [\"* * * * *\"]\n"),
            true
        ),
        format!("spec:\n  schedules:\n  - \"* * * * *\"\n  suspend: true\n  workflowSpec:\n{set}")
    );
    assert_eq!(
        written(
            "CronWorkflow",
            Some("workflowSpec: {ttl: 5}\nschedule: x\n"),
            true
        ),
        format!("spec:\n  schedule: x\n  workflowSpec:\n{set}    ttl: 5\n")
    );
    assert_eq!(
        written("CronWorkflow", None, true),
        format!("spec:\n  workflowSpec:\n{set}")
    );
}

#[test]
fn a_body_that_says_nothing_is_an_empty_mapping() {
    assert_eq!(written("Workflow", None, false), "spec: {}\n");
    assert_eq!(
        written(
            "Workflow",
            Some("imagePullSecrets: [{name: other}]\n"),
            false
        ),
        "spec: {}\n"
    );
}

#[test]
fn scalars_of_a_body_keep_their_type() {
    let body = "a: 1\nb: 1.5\nc: true\nd: ~\ne: text\nf: \"1\"\ng: 'true'\nh: |\n  one\n  two\ni:\nj: &x {k: [1, \"yes\"]}\nk: *x\n";
    assert_eq!(
        written("Workflow", Some(body), false),
        "spec:\n  a: 1\n  b: 1.5\n  c: true\n  d: null\n  e: text\n  f: \"1\"\n  g: \"true\"\n  h: \"one\\ntwo\\n\"\n  i: null\n  j:\n    k:\n    - 1\n    - \"yes\"\n  k:\n    k:\n    - 1\n    - \"yes\"\n"
    );
}
