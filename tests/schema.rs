//! The published schema and the reader say the same of a shape: whatever the schema accepts has
//! no finding of shape, whatever it refuses has one.

use std::path::{Path, PathBuf};

use jsonschema::Validator;
use pullsecrets::model::read;
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Kind, Limits, NodeId, Plain, Style, Tree, parse, plain};
use serde_json::{Map, Value, json};

const SCHEMA: &str = include_str!("../schemas/pullsecrets.schema.json");

/// The codes that speak of shape.
const SHAPE: [&str; 12] = [
    "PS0006", "PS0007", "PS0008", "PS0009", "PS0010", "PS0017", "PS0018", "PS0019", "PS0205",
    "PS0208", "PS0409", "PS0503",
];

fn schema() -> (Value, Validator) {
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is a schema");
    (schema, validator)
}

/// The codes that reading a text brings, once it parses.
fn shape_of(text: &str) -> Vec<&'static str> {
    let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
    let parsed = parse(&source, SourceId(0), Limits::default());
    assert!(parsed.findings.is_empty(), "{:?}\n{text}", parsed.findings);
    let (spec, findings) = read(&parsed.tree);
    let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
    assert!(codes.iter().all(|code| SHAPE.contains(code)), "{codes:?}");
    assert!(
        spec.is_some() || !codes.is_empty(),
        "nothing was read: {text}"
    );
    assert!(
        spec.is_none_or(|spec| spec.incomplete != codes.is_empty()),
        "{codes:?}"
    );
    codes
}

/// Checks that both say the same, and says what it is: whether the value is accepted.
fn agree(validator: &Validator, value: &Value, what: &dyn Fn() -> String) -> bool {
    let text = serde_json::to_string(value).expect("a value");
    let codes = shape_of(&text);
    assert_eq!(
        validator.is_valid(value),
        codes.is_empty(),
        "{}: the reader finds {codes:?}, the schema {:?}\n{text}",
        what(),
        validator
            .iter_errors(value)
            .map(|error| error.to_string())
            .collect::<Vec<_>>(),
    );
    codes.is_empty()
}

/// The tree as JSON; what the versions of YAML read differently is text, as for the reader.
fn json_of(tree: &Tree<'_>, node: NodeId) -> Value {
    match &tree.node(node).kind {
        Kind::Sequence(_) => tree
            .items(node)
            .expect("a list")
            .iter()
            .map(|item| json_of(tree, *item))
            .collect(),
        Kind::Mapping(_) => {
            let mut map = Map::new();
            for (key, value) in tree.entries(node).expect("a mapping") {
                let key = tree.scalar(key).expect("a text key").to_owned();
                map.insert(key, json_of(tree, value));
            }
            Value::Object(map)
        }
        Kind::Scalar(text, Style::Quoted) => json!(text),
        Kind::Scalar(text, Style::Plain) => match plain(text) {
            Plain::Null => Value::Null,
            Plain::Boolean(value) => json!(value),
            Plain::Number => serde_json::from_str(text).expect("a number"),
            Plain::Text | Plain::Ambiguous(_) => json!(text),
        },
    }
}

/// Every spec of the project that parses, as JSON.
fn specs() -> Vec<(PathBuf, Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![
        root.join("examples"),
        root.join("golden/findings"),
        root.join("tests/specs"),
        root.join("src/command"),
    ];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(&folder) else {
            continue;
        };
        for entry in entries {
            let path = entry.expect("an entry").path();
            let is_spec = path
                .file_name()
                .is_some_and(|name| name == "pullsecrets.yaml")
                || folder.ends_with("tests/specs")
                || path.ends_with("src/command/init.yaml");
            if path.is_dir() {
                folders.push(path);
            } else if is_spec {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut specs = Vec::new();
    for path in files {
        let Ok(text) = std::fs::read_to_string(&path) else {
            continue;
        };
        let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
        let parsed = parse(&source, SourceId(0), Limits::default());
        if let Some(root) = parsed.tree.root()
            && parsed.findings.is_empty()
        {
            specs.push((path, json_of(&parsed.tree, root)));
        }
    }
    assert!(specs.len() >= 2, "the specs of tests and `init` are there");
    specs
}

/// The pointers of every value below one, itself included.
fn pointers(value: &Value, at: &str, into: &mut Vec<String>) {
    into.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (number, item) in items.iter().enumerate() {
                pointers(item, &format!("{at}/{number}"), into);
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(item, &format!("{at}/{key}"), into);
            }
        }
        _ => {}
    }
}

/// What a value is replaced by, each in turn.
fn replacements() -> Vec<Value> {
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(7),
        json!(4.5),
        json!(""),
        json!("text"),
        json!("0"),
        json!("*"),
        json!("a/b"),
        json!([]),
        json!(["text"]),
        json!(["a/*", null]),
        json!([{}]),
        json!({}),
        json!({"env": "NAME"}),
        json!({"env": "$NAME"}),
        json!({"file": "path"}),
        json!({"env": "NAME", "file": "path"}),
        json!({"text": "text"}),
        json!({"imagePullSecrets": []}),
        json!({"workflowSpec": {"imagePullSecrets": [{"name": "x"}]}}),
    ]
}

/// Every name of a field that the schema knows.
fn field_names(schema: &Value, into: &mut Vec<String>) {
    match schema {
        Value::Object(map) => {
            for (key, value) in map {
                if key == "properties"
                    && let Value::Object(fields) = value
                {
                    into.extend(fields.keys().cloned());
                }
                field_names(value, into);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| field_names(item, into)),
        _ => {}
    }
}

/// A copy of the spec in which the value at a pointer is another.
fn with(spec: &Value, pointer: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut copy = spec.clone();
    change(
        copy.pointer_mut(pointer)
            .expect("the pointer is of this value"),
    );
    copy
}

/// The same mapping with the keys that `rename` gives; nothing stands for a key that is removed.
fn renamed(map: &Map<String, Value>, rename: impl Fn(&str) -> Option<String>) -> Value {
    map.iter()
        .filter_map(|(key, value)| Some((rename(key)?, value.clone())))
        .collect::<Map<_, _>>()
        .into()
}

/// Every mutation of the value at a pointer.
fn mutations(spec: &Value, pointer: &str, fields: &[String]) -> Vec<Value> {
    let mut mutated: Vec<Value> = replacements()
        .into_iter()
        .map(|value| with(spec, pointer, |place| *place = value))
        .collect();
    mutated.push(with(spec, pointer, |place| *place = json!([place.take()])));
    mutated.push(with(spec, pointer, |place| {
        *place = json!({"x": place.take()})
    }));
    match spec.pointer(pointer).expect("the pointer is of this value") {
        Value::Object(map) => {
            for name in map.keys() {
                let except = |new: Option<String>| {
                    renamed(map, |key| match key == name {
                        true => new.clone(),
                        false => Some(key.to_owned()),
                    })
                };
                for new in [
                    None,
                    Some(format!("{name}s")),
                    Some(name.to_uppercase()),
                    Some("unknown".to_owned()),
                ] {
                    let other = except(new);
                    mutated.push(with(spec, pointer, |place| *place = other));
                }
            }
            for name in fields.iter().filter(|name| !map.contains_key(*name)) {
                for value in [
                    json!("text"),
                    json!(["text"]),
                    json!({"file": "path"}),
                    json!(true),
                ] {
                    mutated.push(with(spec, pointer, |place| place[name] = value));
                }
            }
        }
        Value::Array(items) => {
            for number in 0..items.len() {
                mutated.push(with(spec, pointer, |place| {
                    let items = place.as_array_mut().expect("a list");
                    items.push(items[number].clone());
                }));
                mutated.push(with(spec, pointer, |place| {
                    place.as_array_mut().expect("a list").remove(number);
                }));
            }
        }
        _ => {}
    }
    mutated
}

#[test]
fn the_schema_and_the_reader_agree_on_every_spec() {
    let (_, validator) = schema();
    for (path, spec) in specs() {
        agree(&validator, &spec, &|| path.display().to_string());
    }
}

#[test]
fn the_schema_and_the_reader_agree_on_mutations() {
    let (schema, validator) = schema();
    let mut fields = Vec::new();
    field_names(&schema, &mut fields);
    fields.sort();
    fields.dedup();
    let (mut accepted, mut refused) = (0_usize, 0_usize);
    for part in parts() {
        agree(&validator, &part, &|| "the part itself".to_owned());
        let mut places = Vec::new();
        pointers(&part, "", &mut places);
        for pointer in places {
            for mutated in mutations(&part, &pointer, &fields) {
                match agree(&validator, &mutated, &|| format!("mutated at `{pointer}`")) {
                    true => accepted += 1,
                    false => refused += 1,
                }
            }
        }
    }
    println!("{accepted} accepted, {refused} refused");
    assert!(accepted > 500 && refused > 10_000);
}

/// The spec that uses every field, cut into specs of one part each: mutations of a small text
/// are read as well as those of a large one, and sooner.
fn parts() -> Vec<Value> {
    let (_, whole) = specs()
        .into_iter()
        .find(|(path, _)| path.ends_with("tests/specs/every_field.yaml"))
        .expect("the spec that uses every field");
    let head = json!({"apiVersion": "pullsecrets.dev/v1", "kind": "PullSecrets"});
    let mut parts = Vec::new();
    for (section, value) in whole.as_object().expect("a mapping") {
        match (section.as_str(), value) {
            ("registries" | "secrets" | "profiles" | "projects", Value::Object(entries)) => {
                for (name, entry) in entries {
                    let mut part = head.clone();
                    part[section] = json!({name: entry});
                    parts.push(part);
                }
            }
            _ => {
                let mut part = head.clone();
                part[section] = value.clone();
                parts.push(part);
            }
        }
    }
    parts
}

#[test]
fn every_field_has_a_title_and_a_description() {
    fn look(schema: &Value, at: &str) {
        if let Value::Object(map) = schema {
            for (key, value) in map {
                if let ("properties" | "definitions", Value::Object(fields)) = (key.as_str(), value)
                    && !at.ends_with("/then")
                    && !at.ends_with("/if")
                    && !at.ends_with("/template")
                {
                    for (name, field) in fields.iter().filter(|(_, field)| field.is_object()) {
                        for text in ["title", "description"] {
                            assert!(
                                field[text].as_str().is_some_and(|text| !text.is_empty()),
                                "{at}: `{name}` has no {text}"
                            );
                        }
                    }
                }
                look(value, &format!("{at}/{key}"));
            }
        } else if let Value::Array(items) = schema {
            items.iter().for_each(|item| look(item, at));
        }
    }
    look(&schema().0, "");
}

#[test]
fn examples_and_defaults_of_the_schema_are_accepted() {
    fn look<'a>(schema: &'a Value, into: &mut Vec<(&'a Value, &'a Value)>) {
        match schema {
            Value::Object(map) => {
                let samples = map.get("examples").and_then(Value::as_array);
                into.extend(samples.into_iter().flatten().map(|sample| (schema, sample)));
                into.extend(map.get("default").map(|sample| (schema, sample)));
                map.values().for_each(|value| look(value, into));
            }
            Value::Array(items) => items.iter().for_each(|item| look(item, into)),
            _ => {}
        }
    }
    let (schema, _) = schema();
    let mut samples = Vec::new();
    look(&schema, &mut samples);
    assert!(samples.len() > 40);
    for (field, sample) in samples {
        let mut alone = field.clone();
        alone["definitions"] = schema["definitions"].clone();
        let validator = jsonschema::validator_for(&alone).expect("a schema");
        assert!(
            validator.is_valid(sample),
            "{sample} under {}",
            field["title"]
        );
    }
}
