//! What is written is read again as the same value, by this program's reader.

#![no_main]

use fuzzed::mutate::mutate;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use pullsecrets::emit::{JsonWriter, ValueWriter, YamlWriter};
use pullsecrets::lower::{write_node, write_value};
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Limits, Plain, parse_stream, plain};
use serde_json::Value;

/// Reads a text of one document as a value.
fn read(text: &str) -> Option<Value> {
    let source = Source::new("out", text, Masking::Hidden);
    let parsed = parse_stream(&source, SourceId(0), Limits::default());
    if !parsed.findings.is_empty() || parsed.tree.roots().len() != 1 {
        return None;
    }
    let mut writer = ValueWriter::default();
    write_node(&parsed.tree, parsed.tree.root()?, &mut writer);
    Some(writer.into_value())
}

fn assert_identity(value: &Value) {
    let mut yaml = YamlWriter::default();
    write_value(value, &mut yaml);
    let yaml = yaml.into_string();
    let again = read(&yaml).unwrap_or_else(|| panic!("cannot be read: {yaml}"));
    assert_eq!(again.to_string(), value.to_string(), "{yaml}");
    let mut json = JsonWriter::indented(4);
    write_value(value, &mut json);
    let json: Value = serde_json::from_str(&json.into_string()).expect("it is JSON");
    assert_eq!(json.to_string(), value.to_string());
}

/// Whether every number has a spelling that all versions of YAML read alike; a large one that Rust
/// prints with a fraction (`1000000000.0`) is text to a reader of specs, and has been reported.
fn is_unambiguous(value: &Value) -> bool {
    match value {
        Value::Number(number) => plain(&number.to_string()) == Plain::Number,
        Value::Array(items) => items.iter().all(is_unambiguous),
        Value::Object(fields) => fields.values().all(is_unambiguous),
        _ => true,
    }
}

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    // JSON takes any text; YAML has every way to write it. Beyond JSON's own depth nothing is read.
    for mut value in [serde_json::from_str::<Value>(text).ok(), read(text)]
        .into_iter()
        .flatten()
    {
        // The reader takes keys in their byte order, in whatever order they stand.
        value.sort_all_objects();
        if is_unambiguous(&value) && serde_json::from_str::<Value>(&value.to_string()).is_ok() {
            assert_identity(&value);
        }
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    mutate(data, size, max_size, seed, 0)
});
