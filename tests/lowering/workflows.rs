//! What workflows become, and what of them is refused.

use serde_json::{Value, json};

use crate::compiled::{Given, Lowered, lower};

/// One project with one workflow.
fn workflow(fields: &str, files: &[(&str, &str)]) -> Lowered {
    let lines: String = fields
        .lines()
        .map(|line| format!("      {line}\n"))
        .collect();
    lower(
        &format!(
            "secrets: {{s: {{existing: true}}, t: {{existing: true}}}}
projects:
  project-a:
    pullSecrets: [s, t]
    workflows:
    - pullSecrets: [s]
{lines}"
        ),
        Given {
            files,
            ..Given::default()
        },
    )
}

/// The workflow that a template renders.
fn rendered(template: &str, vars: &str) -> Lowered {
    workflow(
        &format!("name: w\nserviceAccount: default\ntemplate: t.j2\nvars: {vars}\n"),
        &[("t.j2", template)],
    )
}

fn spec(lowered: &Lowered) -> &Value {
    assert_eq!(lowered.errors(), Vec::<String>::new());
    let object = lowered.objects.last().expect("an object");
    assert_eq!(object["apiVersion"], "argoproj.io/v1alpha1");
    &object["spec"]
}

const PULL: &str = r#"[{"name": "default-dockercfg"}, {"name": "s"}]"#;

fn pull() -> Value {
    serde_json::from_str(PULL).expect("JSON")
}

#[test]
fn the_entrypoint_alone_is_the_pages_example() {
    let lowered = workflow("generateName: example-\nentrypoint: main-task", &[]);
    assert_eq!(
        *spec(&lowered),
        json!({"entrypoint": "main-task", "imagePullSecrets": pull()})
    );
    let metadata = &lowered.objects.last().expect("an object")["metadata"];
    assert_eq!(
        *metadata,
        json!({"generateName": "example-", "namespace": "project-a"})
    );
}

#[test]
fn the_secret_of_openshift_is_named_unless_it_is_left_out() {
    let lowered = workflow("name: w\nentrypoint: main\ninternalRegistry: false", &[]);
    assert_eq!(spec(&lowered)["imagePullSecrets"], json!([{"name": "s"}]));
    let plain = lower(
        "platform: {kind: kubernetes}
secrets: {s: {existing: true}}
projects:
  project-a:
    pullSecrets: [s]
    workflows: [{name: w, entrypoint: main, pullSecrets: [s]}, {name: x, entrypoint: main}]
",
        Given::default(),
    );
    let list = |name| &plain.object("Workflow", name)["spec"]["imagePullSecrets"];
    assert_eq!(*list("w"), json!([{"name": "s"}]));
    assert_eq!(*list("x"), Value::Null);
}

#[test]
fn a_cron_workflow_has_its_secrets_one_level_deeper() {
    let lowered = workflow(
        "kind: CronWorkflow
name: nightly
entrypoint: main
serviceAccount: default
spec:
  schedules: ['0 3 * * *']
  workflowSpec:
    templates: [{name: main, container: {image: a}}]",
        &[],
    );
    assert_eq!(
        *spec(&lowered),
        json!({
            "schedules": ["0 3 * * *"],
            "workflowSpec": {
                "entrypoint": "main",
                "imagePullSecrets": pull(),
                "serviceAccountName": "default",
                "templates": [{"container": {"image": "a"}, "name": "main"}]
            }
        })
    );
}

#[test]
fn a_hook_says_so_in_an_annotation() {
    let lowered = workflow("name: w\nentrypoint: main\nhook: PostSync", &[]);
    let metadata = &lowered.objects.last().expect("an object")["metadata"];
    assert_eq!(
        metadata["annotations"],
        json!({"argocd.argoproj.io/hook": "PostSync"})
    );
}

#[test]
fn a_template_renders_a_spec_or_a_whole_object() {
    let body = "
  templates:
  - name: main
    script:
      image: ${{ vars.image }}
      command: [bash]
      source: |
        echo {{workflow.name}} ${HOME} ${#list[@]} $((1 + 2)) {#
        {% for name in pullSecrets %}echo ${{ name }} {% endfor %}
        echo ${{ project }}/${{ serviceAccount }} ${{ vars.message | tojson }}
";
    let whole = format!(
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata:\n  name: other\n  namespace: elsewhere\n  labels: {{stage: build}}\n  annotations: {{note: 'a: b'}}\nspec:\n  entrypoint: main{body}"
    );
    let alone = format!(
        "{{% set unused = 1 %}}\nentrypoint: main{}",
        body.replace("\n  ", "\n")
    );
    let vars = "{image: 'quay.io/acme/builder:1', message: 'it: \"is\" # so'}";
    for (template, is_whole) in [(&whole, true), (&alone, false)] {
        let lowered = rendered(template, vars);
        let script = "echo {{workflow.name}} ${HOME} ${#list[@]} $((1 + 2)) {#\necho default-dockercfg echo s \necho project-a/default \"it: \\\"is\\\" # so\"\n";
        assert_eq!(
            *spec(&lowered),
            json!({
                "entrypoint": "main",
                "imagePullSecrets": pull(),
                "serviceAccountName": "default",
                "templates": [{
                    "name": "main",
                    "script": {"command": ["bash"], "image": "quay.io/acme/builder:1", "source": script}
                }]
            })
        );
        let metadata = &lowered.objects.last().expect("an object")["metadata"];
        assert_eq!(
            (&metadata["name"], &metadata["namespace"]),
            (&json!("w"), &json!("project-a"))
        );
        let expected = match is_whole {
            true => (json!({"stage": "build"}), json!({"note": "a: b"})),
            false => (Value::Null, Value::Null),
        };
        assert_eq!(
            (metadata["labels"].clone(), metadata["annotations"].clone()),
            expected
        );
    }
}

#[test]
fn the_account_is_the_default_one_where_none_is_named() {
    let template = "entrypoint: ${{ serviceAccount }}\n";
    let lowered = workflow("name: w\ntemplate: t.j2\n", &[("t.j2", template)]);
    assert_eq!(spec(&lowered)["entrypoint"], "default");
    assert_eq!(spec(&lowered)["serviceAccountName"], Value::Null);
}

#[test]
fn values_of_every_kind_reach_a_template() {
    let template = "entrypoint: main
templates:
- name: main
  parallelism: ${{ vars.number }}
  daemon: ${{ vars.yes }}
  container:
    image: a
    args: ${{ vars.list | tojson }}
    env:
{% for name, value in vars.map | items %}    - {name: ${{ name }}, value: ${{ value | string | tojson }}}
{% endfor %}
";
    let lowered = rendered(
        template,
        "{number: 3, 'yes': true, list: [a, 'b: c'], map: {B: 1.5, A: null, C: 'x y'}}",
    );
    assert_eq!(
        spec(&lowered)["templates"][0],
        json!({
            "name": "main",
            "parallelism": 3,
            "daemon": true,
            "container": {
                "image": "a",
                "args": ["a", "b: c"],
                "env": [
                    {"name": "A", "value": "None"},
                    {"name": "B", "value": "1.5"},
                    {"name": "C", "value": "x y"}
                ]
            }
        })
    );
}

#[test]
fn a_template_cannot_make_anything_else() {
    for (template, code) in [
        ("kind: Pod\nmetadata: {name: x}\nspec: {}", "PS0502"),
        (
            "apiVersion: v1\nkind: Workflow\nspec: {entrypoint: main}",
            "PS0502",
        ),
        ("kind: WorkflowTemplate\nspec: {entrypoint: main}", "PS0502"),
        ("kind: Workflow", "PS0502"),
        (
            "kind: Workflow\nspec: {entrypoint: main}\nstatus: {phase: Running}",
            "PS0502",
        ),
        (
            "kind: Workflow\nspec: {entrypoint: main}\ndata: {a: b}",
            "PS0502",
        ),
        (
            "metadata: {ownerReferences: []}\nspec: {entrypoint: main}",
            "PS0502",
        ),
        (
            "metadata: {finalizers: [a/b]}\nspec: {entrypoint: main}",
            "PS0502",
        ),
        (
            "metadata: {labels: {a: 1}}\nspec: {entrypoint: main}",
            "PS0502",
        ),
        (
            "metadata: {labels: {a: 'b c'}}\nspec: {entrypoint: main}",
            "PS0502",
        ),
        ("metadata: []\nspec: {entrypoint: main}", "PS0502"),
        ("spec: []", "PS0502"),
        ("", "PS0502"),
        ("# nothing", "PS0502"),
        ("- a", "PS0502"),
        ("text", "PS0502"),
        ("entrypoint: main\n---\nkind: Secret", "PS0502"),
        ("entrypoint: main\nentrypoint: somebody", "PS0502"),
        ("entrypoint: !tag main", "PS0502"),
        ("a: [", "PS0502"),
        ("a:\n\tb: 1", "PS0502"),
        ("entrypoint: yes", "PS0502"),
        ("entrypoint: main\nimagePullSecrets: []", "PS0503"),
        (
            "spec: {entrypoint: main, imagePullSecrets: [{name: a}]}",
            "PS0503",
        ),
        ("entrypoint: main\nserviceAccountName: somebody", "PS0018"),
        ("entrypoint: main\nnothing: 1", "PS0508"),
        ("templates: []", "PS0508"),
        ("entrypoint: ${{ vars.x }}", "PS0506"),
        ("entrypoint: ${{ vars.y }}", "PS0501"),
        ("entrypoint: a\u{fdd0}", "PS0501"),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            "PS0507",
        ),
    ] {
        let lowered = rendered(template, "{x: \"main\\nimagePullSecrets: []\"}");
        let errors = lowered.errors();
        assert_eq!(errors.len(), 1, "{template:?}: {errors:?}");
        assert!(errors[0].starts_with(code), "{template:?}: {errors:?}");
        // What a file says is never repeated, and neither is a value.
        for word in [
            "finalizers",
            "ownerReferences",
            "status",
            "Running",
            "nothing",
            "somebody",
        ] {
            assert!(!errors[0].contains(word), "{template:?}: {errors:?}");
        }
    }
}

#[test]
fn a_template_that_cannot_be_read_is_passed_over() {
    let lowered = workflow("name: w\ntemplate: t.j2", &[]);
    assert_eq!(lowered.errors().len(), 1, "{:?}", lowered.errors());
    assert!(
        lowered
            .objects
            .iter()
            .all(|object| object["kind"] != "Workflow")
    );
}

#[test]
fn a_fault_of_a_profile_is_told_once() {
    let lowered = lower(
        "profiles:
  team:
    workflows:
    - {name: a, template: t.j2}
    - {name: b, spec: {entrypoint: main, nothing: 1}}
    - {name: c}
defaults: {use: [team]}
projects: {project-a: {}, project-b: {}, project-c: {}}
",
        Given {
            files: &[("t.j2", "${{ nothing }}")],
            ..Given::default()
        },
    );
    assert_eq!(lowered.codes(), ["PS0501", "PS0508", "PS0508"]);
}

#[test]
fn fields_beside_a_body_must_not_differ_from_it() {
    let body = "spec: {entrypoint: main, serviceAccountName: default, templates: [{name: main, container: {image: a}}]}";
    let same = workflow(
        &format!("name: w\nentrypoint: main\nserviceAccount: default\n{body}"),
        &[],
    );
    assert_eq!(spec(&same)["entrypoint"], "main");
    let other = workflow(
        &format!("name: w\nentrypoint: start\nserviceAccount: builder\n{body}"),
        &[],
    );
    assert_eq!(
        other.errors(),
        [
            "PS0018 `spec.entrypoint` differs from `entrypoint` beside it",
            "PS0018 `spec.serviceAccountName` differs from `serviceAccount` beside it",
            "PS0508 no template is named `start`",
        ]
    );
}

/// The name that `naming: hash` makes of an inline body.
fn hashed(fields: &str) -> String {
    let lowered = workflow(
        &format!("generateName: build-\nnaming: hash\n{fields}"),
        &[],
    );
    spec(&lowered);
    let metadata = &lowered.objects.last().expect("an object")["metadata"];
    let name = metadata["name"].as_str().expect("a name").to_owned();
    assert!(name.starts_with("build-") && name.len() == 16, "{name}");
    name
}

#[test]
fn a_name_by_content_does_not_depend_on_spelling() {
    let one = hashed(
        "spec: {entrypoint: main, parallelism: 2, templates: [{name: main, container: {image: a, args: ['1', b]}}]}",
    );
    for same in [
        "spec:\n  # a comment\n  templates:\n  - container:\n      args:\n      - \"1\"\n      - b\n      image: \"a\"\n    name: main\n  parallelism: 2\n  entrypoint: main",
        "entrypoint: main\nspec: {parallelism: 2, templates: [{container: {image: a, args: ['1', b]}, name: main}]}",
        "entrypoint: main\nspec: {entrypoint: &n main, parallelism: 2, templates: [{container: {image: a, args: ['1', b]}, name: *n}]}",
    ] {
        assert_eq!(hashed(same), one, "{same}");
    }
    for other in [
        "spec: {entrypoint: main, parallelism: 3, templates: [{name: main, container: {image: a, args: ['1', b]}}]}",
        "spec: {entrypoint: main, parallelism: 2, templates: [{name: main, container: {image: a, args: [b, '1']}}]}",
        "serviceAccount: default\nspec: {entrypoint: main, parallelism: 2, templates: [{name: main, container: {image: a, args: ['1', b]}}]}",
        "kind: WorkflowTemplate\nspec: {entrypoint: main, parallelism: 2, templates: [{name: main, container: {image: a, args: ['1', b]}}]}",
        "internalRegistry: false\nspec: {entrypoint: main, parallelism: 2, templates: [{name: main, container: {image: a, args: ['1', b]}}]}",
    ] {
        assert_ne!(hashed(other), one, "{other}");
    }
}

/// A value of JSON as YAML in braces, mappings in the order that `turn` gives.
fn spelled(value: &Value, turn: usize) -> String {
    match value {
        Value::Object(fields) => {
            let mut entries: Vec<_> = fields
                .iter()
                .map(|(key, value)| format!("{}: {}", json!(key), spelled(value, turn)))
                .collect();
            let length = entries.len().max(1);
            entries.rotate_left(turn % length);
            format!("{{{}}}", entries.join(", "))
        }
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| spelled(item, turn)).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}

proptest::proptest! {
    #[test]
    fn the_order_of_keys_does_not_change_bytes(
        labels in proptest::collection::btree_map("[a-z]{1,3}", "[a-z: ]{0,4}", 0..5),
        turn in 0usize..6,
    ) {
        let body = json!({
            "entrypoint": "main",
            "nodeSelector": labels,
            "podMetadata": {"labels": labels, "annotations": {"z": "1", "a": "2"}},
            "templates": [{"name": "main", "container": {"image": "a", "env": [{"name": "A", "value": "b"}]}}],
        });
        let yaml = |turn| {
            let fields = format!("generateName: b-\nnaming: hash\nspec: {}", spelled(&body, turn));
            workflow(&fields, &[]).yaml
        };
        proptest::prop_assert_eq!(yaml(0), yaml(turn));
    }

    /// Whatever a variable holds, the object has the fields of the template and no other.
    #[test]
    fn no_variable_adds_a_field(value in "[a-zA-Z0-9:\\-#,{}\\[\\]\"' \\\\\n|>&*!%@`./_+]{0,12}") {
        let template = "entrypoint: main
templates:
- name: main
  container:
    image: ${{ vars.x }}
    args: [${{ vars.x }}, a-${{ vars.x }}]
";
        let lowered = rendered(template, &format!("{{x: {}}}", json!(value)));
        if lowered.errors().is_empty() {
            let body = spec(&lowered);
            let keys = |value: &Value| {
                let object = value.as_object().expect("a mapping");
                object.keys().cloned().collect::<Vec<_>>()
            };
            let expected = ["entrypoint", "imagePullSecrets", "serviceAccountName", "templates"];
            proptest::prop_assert_eq!(keys(body), expected);
            let container = &body["templates"][0]["container"];
            proptest::prop_assert_eq!(keys(container), ["args", "image"]);
            proptest::prop_assert_eq!(&container["image"], &json!(value));
            proptest::prop_assert_eq!(&container["args"], &json!([value, format!("a-{value}")]));
        }
    }
}
