//! Laws of the whole way from text to objects: how a spec is written, in which order, and of which
//! part it is compiled, changes nothing but what it says that it changes.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::BTreeSet;

use proptest::prelude::*;
use pullsecrets::credential::{Answers, Confidential, Request};
use pullsecrets::emit::{Format, Stream, to_value};
use pullsecrets::finding::Severity;
use pullsecrets::pipeline::{Options, Outside, compile};
use pullsecrets::plan::Selection;
use pullsecrets::source::{Masking, Source, SourceId};
use serde::Deserialize;
use serde_json::{Map, Value, json};

/// Every file and variable holds the same.
struct Same;

impl Outside for Same {
    fn answer<'t>(&mut self, requests: &[Request<'t>]) -> Answers<'t> {
        let mut answers = Answers::default();
        for request in requests {
            answers.insert(request.origin, Ok(Confidential::copy(b"an-obvious-fake")));
        }
        answers
    }
}

/// The stream, and each object as a value.
fn build(text: &str, selection: Selection) -> (String, Vec<Value>) {
    let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
    let options = Options {
        credentials: true,
        selection,
        ..Options::default()
    };
    compile(&source, SourceId(0), &options, &mut Same, |compiled| {
        let errors = compiled.findings.iter();
        let errors: Vec<_> = errors
            .filter(|finding| finding.severity == Severity::Error)
            .collect();
        assert!(errors.is_empty(), "{errors:?}\n{text}");
        let program = compiled.program.unwrap();
        let mut stream = Stream::new(Vec::new(), Format::Yaml);
        let mut objects = Vec::new();
        for planned in program.lowering.in_order() {
            let object = program.lowering.object(planned).unwrap();
            stream.object(&object).unwrap();
            objects.push(to_value(&object));
        }
        let stream = String::from_utf8(stream.finish().unwrap()).unwrap();
        (stream, objects)
    })
}

/// A spec of so many projects with a bit of everything.
fn spec(projects: usize) -> Value {
    let mut all = Map::new();
    for number in 0..projects {
        let workflow = json!({"name": "w", "entrypoint": "main", "pullSecrets": ["quay"],
            "spec": {"templates": [{"name": "main", "suspend": {}}], "activeDeadlineSeconds": 100, "suspend": true, "arguments": {"parameters": [{"name": "a", "value": "no"}, {"name": "b", "value": "1e3"}]}}});
        let mut project = json!({"pullSecrets": ["quay", "both"], "serviceAccounts":
            {"default": {}, "builder": {"pull": ["both"], "mount": ["quay"]}}});
        if number % 3 == 0 {
            project["workflows"] = json!([workflow]);
        }
        if number % 4 == 1 {
            project["create"] = json!({"labels": {"a": "yes", "b": "0123"}});
        }
        all.insert(format!("p{number}"), project);
    }
    json!({
        "apiVersion": "pullsecrets.dev/v1",
        "kind": "PullSecrets",
        "metadata": {"name": "acme"},
        "output": {"labels": {"team": "on", "z": ""}, "argocd": {"syncWaves": true}},
        "registries": {
            "quay": {"server": "quay.io/acme", "username": "acme+ci", "password": {"env": "TOKEN"}},
            "other": {"server": "registry.example.com:5000", "username": "u", "password": {"file": "token"}},
        },
        "secrets": {"both": {"registries": ["quay", "other"]}},
        "projects": all,
        "grants": [{"imagesIn": "p0", "pullers": ["p1/builder", "p2/*"]}],
    })
}

/// Writes a value in one of the many ways of YAML; `choices` is read in a circle.
struct Scribe<'c> {
    choices: &'c [u8],
    at: usize,
    out: String,
    anchors: Vec<(String, String)>,
}

impl Scribe<'_> {
    fn choose(&mut self, count: usize) -> usize {
        self.at += 1;
        let choice = self.choices[self.at % self.choices.len()];
        (usize::from(choice) + self.at / self.choices.len()) % count
    }

    fn line(&mut self, indent: usize) {
        let comment = ["", "  # a note", " # 'more: [", ""];
        let comment = comment[self.choose(4)];
        self.out.push_str(comment);
        self.out.push('\n');
        self.out.push_str(&" ".repeat(indent));
    }

    fn text(&mut self, text: &str) {
        let is_plain = text.starts_with(|first: char| first.is_ascii_lowercase())
            && text
                .chars()
                .all(|sign| sign.is_ascii_alphanumeric() || "./".contains(sign))
            && !["yes", "no", "on", "off", "y", "n", "true", "false", "null"].contains(&text);
        match self.choose(3) {
            0 if is_plain => self.out.push_str(text),
            1 => self.out.push_str(&format!("'{text}'")),
            _ => self.out.push_str(&Value::from(text).to_string()),
        }
    }

    fn value(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Object(fields) if !fields.is_empty() => {
                let mut fields: Vec<_> = fields.iter().collect();
                for end in (1..fields.len()).rev() {
                    let other = self.choose(end + 1);
                    fields.swap(end, other);
                }
                for (key, value) in fields {
                    self.line(indent);
                    self.text(key);
                    self.out.push_str(": ");
                    self.nested(value, indent + 2);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for item in items {
                    self.line(indent);
                    self.out.push_str("- ");
                    self.nested(item, indent + 2);
                }
            }
            Value::String(text) => self.text(text),
            other => self.out.push_str(&other.to_string()),
        }
    }

    /// A value as such, on one line, or by the anchor of an equal one.
    fn nested(&mut self, value: &Value, indent: usize) {
        let flow = value.to_string();
        let is_collection = flow.len() > 2 && (value.is_object() || value.is_array());
        let known = self.anchors.iter().find(|(written, _)| *written == flow);
        if let Some((_, name)) = known.cloned() {
            self.out.push_str(&format!("*{name}"));
            return;
        }
        match self.choose(4) {
            0 if is_collection => self.out.push_str(&flow),
            1 if is_collection => {
                let name = format!("a{}", self.anchors.len());
                self.out.push_str(&format!("&{name} {flow}"));
                self.anchors.push((flow, name));
            }
            _ => self.value(value, indent),
        }
    }
}

fn written(value: &Value, choices: &[u8]) -> String {
    let mut scribe = Scribe {
        choices,
        at: 0,
        out: String::new(),
        anchors: Vec::new(),
    };
    scribe.value(value, 0);
    match scribe.choose(2) {
        0 => format!("{}\n", scribe.out),
        _ => format!("{}\n", scribe.out).replace('\n', "\r\n"),
    }
}

fn project_of(object: &Value) -> &str {
    let metadata = &object["metadata"];
    let namespace = metadata["namespace"].as_str();
    namespace.or(metadata["name"].as_str()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(48) })]

    #[test]
    fn how_a_spec_is_written_does_not_matter(
        choices in prop::collection::vec(any::<u8>(), 3..40),
        projects in 3_usize..9,
    ) {
        // A workflow's own body comes out in the order in which it is written.
        let mut spec = spec(projects);
        for project in spec["projects"].as_object_mut().unwrap().values_mut() {
            project.as_object_mut().unwrap().remove("workflows");
        }
        let expected = build(&spec.to_string(), Selection::default());
        let text = written(&spec, &choices);
        prop_assert_eq!(&build(&text, Selection::default()).0, &expected.0, "{}", text);
    }

    #[test]
    fn what_comes_out_is_read_again_as_what_it_is(projects in 3_usize..12) {
        let (stream, objects) = build(&spec(projects).to_string(), Selection::default());
        let documents = serde_yaml::Deserializer::from_str(&stream);
        let again: Vec<Value> = documents.map(|one| Value::deserialize(one).unwrap()).collect();
        prop_assert_eq!(again, objects);
    }

    #[test]
    fn shards_are_apart_and_together_the_whole(projects in 3_usize..40, count in 1_u32..9) {
        let text = spec(projects).to_string();
        let (_, whole) = build(&text, Selection::default());
        let mut union = BTreeSet::new();
        let mut total = 0;
        let mut owners = BTreeSet::new();
        for number in 1..=count {
            let shard = Some(format!("{number}/{count}").parse().unwrap());
            let (_, part) = build(&text, Selection { shard, ..Selection::default() });
            let own: BTreeSet<String> = part.iter().map(|one| project_of(one).to_owned()).collect();
            prop_assert!(own.iter().all(|project| owners.insert(project.clone())));
            total += part.len();
            union.extend(part.iter().map(Value::to_string));
        }
        prop_assert_eq!(total, whole.len());
        prop_assert_eq!(union, whole.iter().map(Value::to_string).collect());
    }

    #[test]
    fn some_projects_are_their_part_of_the_whole(
        projects in 3_usize..20,
        wanted in prop::collection::btree_set(0_usize..3, 1..3),
    ) {
        let text = spec(projects).to_string();
        let names: Vec<String> = wanted.iter().map(|number| format!("p{number}")).collect();
        let (_, whole) = build(&text, Selection::default());
        let selection = Selection { projects: names.clone(), ..Selection::default() };
        let (_, part) = build(&text, selection);
        let expected: Vec<Value> = whole
            .into_iter()
            .filter(|object| names.iter().any(|name| name == project_of(object)))
            .collect();
        prop_assert_eq!(part, expected);
    }
}
