//! Whatever is written is read back as what it was, by readers that are not ours: serde_yaml
//! (YAML 1.2 mostly), serde-saphyr, PyYAML (YAML 1.1) and kubectl.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod peers;
mod running;

use std::process::Command;

use proptest::prelude::*;
use pullsecrets::emit::{JsonWriter, ValueWriter, YamlWriter};
use pullsecrets::lower::{write_node, write_value};
use pullsecrets::source::{Masking, Sources};
use pullsecrets::syntax::{Limits, parse};
use serde_json::{Map, Value, json};

use running::feed;

/// Words that some version of YAML, or some reader, takes for something else than text.
const WORDS: &[&str] = &[
    "",
    "~",
    "null",
    "Null",
    "NULL",
    "nULL",
    "true",
    "True",
    "TRUE",
    "tRUE",
    "false",
    "False",
    "FALSE",
    "y",
    "Y",
    "n",
    "N",
    "yes",
    "Yes",
    "YES",
    "no",
    "No",
    "NO",
    "on",
    "On",
    "ON",
    "off",
    "Off",
    "OFF",
    "oN",
    "yEs",
    "none",
    "None",
    "nil",
    "undefined",
    "=",
    "<<",
    "<",
    ">",
    "|",
    ">-",
    "|+",
    "%",
    "%YAML 1.2",
    "---",
    "--- a",
    "...",
    "... a",
    "-",
    "--",
    "- x",
    "-x",
    "?",
    "? x",
    "?x",
    ":",
    ": x",
    ":x",
    "x:",
    "x: y",
    "x:y",
    "a #b",
    "#",
    "# x",
    "a#b",
    "&",
    "&a",
    "*",
    "*a",
    "!",
    "!!str",
    "!a b",
    "@",
    "@a",
    "`",
    "`a`",
    ",",
    "a,b",
    "[",
    "[]",
    "[a]",
    "]",
    "{",
    "{}",
    "{a: b}",
    "}",
    "'",
    "''",
    "'a'",
    "it's",
    "\"",
    "\"\"",
    "\"a\"",
    "\\",
    "\\n",
    "a\\",
    "C:\\x",
    "$",
    "${a}",
    "{{a}}",
    "{{=a}}",
    "${{ a }}",
    "%a%",
    "a%20b",
    "(a)",
    "a;b",
    "a&&b",
    "a|b",
    "a>b",
    "^",
    "a+b",
    "a=b",
    "+",
    "=a",
    "/",
    "/a",
    "~a",
    "~/",
    "_",
    "__",
    ".",
    "..",
    ".a",
    "a.",
    "a..b",
];

/// Scalars that some reader takes for numbers or dates.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "+0",
    "1",
    "-1",
    "+1",
    "00",
    "01",
    "007",
    "0123",
    "0o17",
    "0O17",
    "0x1F",
    "0X1F",
    "0xg",
    "0b101",
    "0B1",
    "0b2",
    "08",
    "09",
    "1_000",
    "1__0",
    "_1",
    "1_",
    "0_1",
    "-0x1",
    "+0b1",
    "1.0",
    "1.",
    ".1",
    "-.1",
    "+.5",
    "1.10",
    "4.20",
    "1e3",
    "1E3",
    "1e+3",
    "1.5e3",
    "1.5e+3",
    "e3",
    "1e",
    "1e+",
    ".e1",
    "0e0",
    "1.2.3",
    "1.2.3.4",
    ".inf",
    "-.inf",
    "+.inf",
    ".Inf",
    ".INF",
    ".nan",
    ".NaN",
    ".NAN",
    "inf",
    "nan",
    "NaN",
    "Infinity",
    "-Infinity",
    "1:30",
    "12:30:45",
    "190:20:30",
    "1:60",
    "1:2:3.5",
    "-1:30",
    "2001-01-01",
    "2001-1-1",
    "2001-12-14t21:59:43.10-05:00",
    "2001-12-14 21:59:43.10 -5",
    "2001-13-45",
    "20010101",
    "12e03",
    "0.0",
    "-0.0",
    "1,000",
    "123456789012345678901234567890",
    "9223372036854775808",
    "18446744073709551616",
    "1.7976931348623157e309",
    "12345e678",
    "0x",
    "0b",
    "0o",
    "1d",
    "1f",
    "0x1p3",
    "1_000.5",
    "1e5_0",
    "١٢",
    "½",
    "²",
];

/// Text with white space, line ends, control and odd characters.
const CHARACTERS: &[&str] = &[
    " ",
    "  ",
    " a",
    "a ",
    " a ",
    "a  b",
    "\t",
    "\ta",
    "a\t",
    "a\tb",
    "\n",
    "\n\n",
    "a\n",
    "\na",
    "a\nb",
    "a\n\nb\n",
    "a \nb",
    "a\n b",
    "\r",
    "a\r",
    "a\r\nb",
    "\n\r",
    "\u{85}",
    "a\u{85}b",
    "\u{2028}",
    "a\u{2028}b",
    "\u{2029}",
    "\0",
    "a\0b",
    "\u{1}",
    "\u{7}",
    "\u{8}",
    "\u{b}",
    "\u{c}",
    "\u{e}",
    "\u{1b}[31m",
    "\u{1f}",
    "\u{7f}",
    "\u{80}",
    "\u{9f}",
    "\u{a0}",
    "\u{a0}a",
    "\u{ad}",
    "\u{600}",
    "\u{61c}",
    "\u{1680}",
    "\u{180e}",
    "\u{2000}",
    "\u{200b}",
    "\u{200c}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{202a}",
    "\u{202e}gnp.exe",
    "\u{2060}",
    "\u{2066}",
    "\u{2069}",
    "\u{3000}",
    "\u{d7ff}",
    "\u{e000}",
    "\u{f8ff}",
    "\u{fdd0}",
    "\u{feff}",
    "\u{feff}a",
    "a\u{feff}",
    "\u{fff9}",
    "\u{fffd}",
    "\u{fffe}",
    "\u{ffff}",
    "\u{10000}",
    "\u{1f600}",
    "\u{1fffe}",
    "\u{e0001}",
    "\u{10fffd}",
    "\u{10ffff}",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "ı",
    "日本",
    "한국어",
    "עברית",
    "العربية",
    "👩\u{200d}👩\u{200d}👧",
    "🇩🇪",
    "naïve: yes",
    "ÿ",
    "µ",
    "ﬁ",
    "Ω",
    "\u{1d11e}",
];

/// Every awkward string, once, with some that are long.
fn awkward() -> Vec<String> {
    let long = ["a", "a b ", "é", "\"", "\n", "ab:"].map(|piece| piece.repeat(3000));
    let mut all: Vec<String> = [WORDS, NUMBERS, CHARACTERS]
        .into_iter()
        .flatten()
        .map(|text| (*text).to_owned())
        .chain(
            (999..1002)
                .chain(1020..1030)
                .map(|length| "k".repeat(length)),
        )
        .chain(long)
        .collect();
    all.sort();
    all.dedup();
    all
}

/// The awkward strings as values, as keys, as both in lists of mappings.
fn awkward_value() -> Value {
    let all = awkward();
    let as_keys: Map<String, Value> = all
        .iter()
        .map(|text| (text.clone(), Value::from(text.clone())))
        .collect();
    let nested: Vec<Value> = all
        .iter()
        .map(|text| json!({text.clone(): [[text, {}]]}))
        .collect();
    json!({"values": all, "keys": as_keys, "nested": nested})
}

fn yaml(value: &Value) -> String {
    let mut writer = YamlWriter::default();
    write_value(value, &mut writer);
    writer.into_string()
}

/// The text as our own parser reads it, without a finding.
fn read_ourselves(text: &str) -> Value {
    let mut sources = Sources::default();
    let id = sources.add("test", text, Masking::Hidden);
    let parsed = parse(sources.get(id), id, Limits::default());
    assert_eq!(parsed.findings, [], "{text}");
    let mut writer = ValueWriter::default();
    write_node(&parsed.tree, parsed.tree.root().unwrap(), &mut writer);
    writer.into_value()
}

/// Runs a program over a text.
fn run(command: &mut Command, text: &str) -> (bool, Vec<u8>, String) {
    let output = feed(command, text);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.success(), output.stdout, said)
}

/// Which awkward strings a reading lost, for a message that can be read.
fn differing(read: &Value, written: &Value) -> Vec<String> {
    let list = |value: &Value| value["values"].as_array().cloned().unwrap_or_default();
    list(read)
        .iter()
        .zip(&list(written))
        .filter(|(read, written)| read != written)
        .map(|(read, written)| format!("{written} became {read}"))
        .collect()
}

#[test]
fn there_are_many_awkward_strings() {
    assert!(awkward().len() > 250, "{}", awkward().len());
}

#[test]
fn readers_in_rust_read_what_was_written() {
    let written = awkward_value();
    let text = yaml(&written);
    assert_eq!(read_ourselves(&text), written);
    let read: Value = serde_yaml::from_str(&text).unwrap();
    assert_eq!(read, written, "{:?}", differing(&read, &written));
    let read: Value = serde_saphyr::from_str(&text).unwrap();
    assert_eq!(read, written, "{:?}", differing(&read, &written));
}

#[test]
fn nothing_that_misleads_stands_bare_in_the_output() {
    let text = yaml(&awkward_value());
    let mut json = JsonWriter::indented(4);
    write_value(&awkward_value(), &mut json);
    for output in [text, json.into_string()] {
        let bare = output.chars().find(|character| {
            (character.is_control() && *character != '\n')
                || matches!(character, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        });
        assert_eq!(bare, None);
    }
}

#[test]
fn json_is_read_back() {
    let written = awkward_value();
    let mut writer = JsonWriter::indented(4);
    write_value(&written, &mut writer);
    let read: Value = serde_json::from_str(&writer.into_string()).unwrap();
    assert_eq!(read, written);
}

#[test]
fn pyyaml_reads_what_was_written() {
    let Some(mut python) = peers::peer("python3") else {
        return;
    };
    let program = "import sys, json\ntry:\n  import yaml\nexcept ImportError:\n  sys.exit(7)\n\
        json.dump(yaml.safe_load(sys.stdin.buffer.read().decode()), sys.stdout)";
    let written = awkward_value();
    let (is_done, output, said) = run(python.args(["-c", program]), &yaml(&written));
    if !is_done && said.is_empty() {
        println!("PyYAML is not here, so nothing was compared with it");
        return;
    }
    assert!(is_done, "{said}");
    let read: Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(read, written, "{:?}", differing(&read, &written));
}

#[test]
fn kubectl_reads_what_was_written() {
    let Some(mut kubectl) = peers::peer("kubectl") else {
        return;
    };
    // A ConfigMap's data are text: kubectl refuses anything that it reads as something else.
    let mut config_map =
        json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "a"}});
    config_map["data"] = awkward_value()["keys"].clone();
    let arguments = ["annotate", "--local", "-f", "-", "-o", "json", "a=b"];
    let (is_done, output, said) = run(kubectl.args(arguments), &yaml(&config_map));
    assert!(is_done, "{said}");
    let read: Value = serde_json::from_slice(&output).unwrap();
    assert_eq!(read["data"], config_map["data"]);
}

/// Any value with a few levels.
fn any_value() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        any::<String>(),
        "[ -~]{0,12}",
        proptest::sample::select(awkward()),
    ]
    .boxed();
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        text.clone().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            proptest::collection::vec((text.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_value_is_read_back(written in any_value()) {
        let text = yaml(&written);
        prop_assert_eq!(&read_ourselves(&text), &written);
        let read: Value = serde_yaml::from_str(&text).unwrap();
        prop_assert_eq!(&read, &written);
        let read: Value = serde_saphyr::from_str(&text).unwrap();
        prop_assert_eq!(&read, &written);
        let mut json = JsonWriter::indented(2);
        write_value(&written, &mut json);
        prop_assert_eq!(&serde_json::from_str::<Value>(&json.into_string()).unwrap(), &written);
    }
}
