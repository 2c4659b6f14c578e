//! Changes of a list in place, held to an independent reader: whatever style a list is written in,
//! what was asked for is added, and nothing else differs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use pullsecrets::function::Edits;
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Limits, NodeId, Tree, parse_stream};
use serde::Deserialize;
use serde_json::{Value, json};

/// What an independent reader makes of the first document.
fn first_document(text: &str) -> Result<serde_yaml::Value, serde_yaml::Error> {
    let mut documents = serde_yaml::Deserializer::from_str(text);
    serde_yaml::Value::deserialize(documents.next().unwrap())
}

/// Changes a text with `edit`, given the root of its first document; then the document is what
/// `expect` makes of it, and nothing else differs.
fn is_edited(
    text: &str,
    edit: impl FnOnce(&Tree<'_>, NodeId, &mut Edits<'_>),
    expect: impl FnOnce(&mut serde_yaml::Value),
) {
    let source = Source::new("list", text, Masking::Manifest);
    let parsed = parse_stream(&source, SourceId(0), Limits::default());
    assert_eq!(parsed.findings, [], "{text}");
    let root = parsed.tree.root().unwrap();
    let mut edits = Edits::new(text, &parsed.tree);
    edit(&parsed.tree, root, &mut edits);
    let changed = edits.apply();
    let mut expected = first_document(text).unwrap_or_else(|fault| panic!("{fault}\n{text}"));
    expect(&mut expected);
    let read =
        first_document(&changed).unwrap_or_else(|fault| panic!("{fault}\n{changed}\nof\n{text}"));
    assert_eq!(read, expected, "{text}\nbecame\n{changed}");
}

fn added() -> Value {
    json!({"kind": "New", "metadata": {"name": "n", "labels": {"yes": "a: b"}}, "text": "x\ny\n"})
}

/// Adds an object to `items` and one to `results`.
fn list_is_extended(text: &str) {
    is_edited(
        text,
        |_, root, edits| {
            edits.extend(root, "items", &[added()], true);
            edits.extend(root, "results", &[added()], true);
        },
        |expected| {
            let added = serde_yaml::to_value(added()).unwrap();
            match &mut expected["items"] {
                serde_yaml::Value::Sequence(items) => items.push(added.clone()),
                nothing => *nothing = vec![added.clone()].into(),
            }
            expected["results"] = vec![added].into();
        },
    );
}

/// What can stand before and behind a list in the mapping that it is in.
const BEFORE: [&str; 9] = [
    "",
    "kind: List\n",
    "kind: List # c\n\n",
    "? kind\n: List\n",
    "? kind\n",
    "&anchor kind: List\n",
    "[a, {b: c}]: List\n",
    "{a: b}: List\n",
    "? - a\n  - b\n: - c\n",
];
const AFTER: [&str; 8] = [
    "",
    "z: 1\n",
    "\n# c\nz:\n- 1\n",
    "z: {a: [1]}\n",
    "? z\n",
    "z:",
    "...\n",
    "---\nz: 1\n",
];

/// The items of a list.
const ITEMS: [&str; 13] = [
    "- a: 1\n",
    "- a: 1\n  b: |+\n    x\n\n",
    "- a: |\n    x\n    # y\n",
    "-   a: 1 # c\n    b: [1, 2]\n# end\n",
    "- {a: 1}\n- {b: 'x: y'}\n\n\n",
    "- &x\n  a: 1\n- *x\n",
    "- a: \"one\n    two\"\n",
    "- a: >-\n    folded\n    text\n- b:\n",
    "- ? a\n  : 1\n",
    "- é: \"日本\"\n  c: ~\n",
    "- - - 1\n    - 2\n",
    "-\n- 1\n-\n",
    "- |\n  x\n- |+\n  y\n\n",
];
/// Whatever style a list is written in, what it held is held after objects and results were added.
#[test]
fn lists_of_every_style_keep_what_they_held() {
    let keys = [
        "items:\n",
        "items: # c\n",
        "items: &anchor\n",
        "\"items\":\n",
        "? items\n:\n",
        "? items # c\n\n: # d\n",
    ];
    for item in ITEMS {
        for indent in ["", "  "] {
            let lines: String = item
                .split_inclusive('\n')
                .map(|line| match line {
                    "\n" => line.to_owned(),
                    line => format!("{indent}{line}"),
                })
                .collect();
            for before in BEFORE {
                for after in AFTER {
                    for key in keys {
                        list_is_extended(&format!("{before}{key}{lines}{after}"));
                    }
                }
            }
        }
    }
}

/// Nothing under a key, or nothing in brackets, is filled where it stands.
#[test]
fn empty_lists_of_every_style_are_filled() {
    let empty = [
        "",
        "items:\n",
        "items:   \n",
        "items: # c\n",
        "items: &a\n",
        "items: ~\n",
        "items: null # c\n",
        "items: []\n",
        "items: [ ] # c\n",
        "items:\n  []\n",
        "items: [ # c\n]\n",
        "'items':\n",
        "? items\n",
        "? items # c: d\n",
        "? items\n:\n",
        "? items\n: []\n",
    ];
    for before in BEFORE {
        for after in AFTER {
            for items in empty {
                // With nothing before it, nothing is no mapping.
                if !before.is_empty() || !items.is_empty() {
                    list_is_extended(&format!("{before}{items}{after}"));
                }
            }
        }
    }
}

/// An alias of nothing is replaced, and what it means is left as it is.
#[test]
fn aliases_of_empty_lists_are_replaced() {
    for text in [
        "y: {q: &e []}\nitems: *e\n",
        "y: {q: &e , r: 1}\nitems: *e # c\nz: *e\n",
        "y: &e\nitems: *e",
        "y: &e ~\n? items\n: *e\n",
        "{y: &e , items: *e}",
        "{y: &e [],\"items\":*e ,z: *e }",
        "y: &k items\n*k :\nz: 1\n",
        "y: &k items\n*k : ~\nz: 1\n",
        "y: &k items\n? *k\nz: 1\n",
        "{y: &k items, *k : , z: 1}",
    ] {
        list_is_extended(text);
    }
}

/// An object among the items is replaced in its style, and its neighbours stay.
#[test]
fn objects_of_every_style_are_replaced() {
    let mut replaced = 0;
    for items in ITEMS {
        for before in BEFORE {
            for after in AFTER {
                let text = format!("{before}items:\n{items}{after}");
                let read = first_document(&text).unwrap();
                for (number, item) in read["items"].as_sequence().unwrap().iter().enumerate() {
                    if !item.is_mapping() {
                        continue;
                    }
                    is_edited(
                        &text,
                        |tree, root, edits| {
                            let items = tree.items(tree.get(root, "items").unwrap()).unwrap();
                            edits.replace(items[number], &added());
                        },
                        |expected| {
                            let new = serde_yaml::to_value(added()).unwrap();
                            let items = expected["items"].as_sequence_mut().unwrap();
                            match text.contains("*x") {
                                true => items.fill(new),
                                false => items[number] = new,
                            }
                        },
                    );
                    replaced += 1;
                }
            }
        }
    }
    assert!(replaced > 500);
}

/// A pod gets its pull secrets in front of what it has, however that is written.
#[test]
fn a_key_comes_first_in_mappings_of_every_style() {
    let first = [
        "a: 1",
        "'a': 1",
        "&x a: 1",
        "!t a: 1",
        "&x 'a': 1",
        "? a\n: 1",
        "? &x a\n: 1",
        "? a",
        "? - a\n  - b\n: 1",
        "? |\n  a\n: 1",
        "{a: b}: 1",
        "&x {a: b}: 1",
        "[a]: 1",
        "*k : 1",
        "# c\na: 1",
    ];
    let mappings = [
        "spec:\n",
        "spec: &y\n",
        "spec: # c\n",
        "spec: !!map\n",
        "? spec\n:\n",
        "? spec\n: &y\n",
    ];
    for first in first {
        for mapping in mappings {
            for rest in ["", "b: 2\n", "'b':\n- 1\n"] {
                for end in ["", "z: 1\n"] {
                    let lines = format!("{first}\n{rest}");
                    let lines: String = lines.lines().map(|line| format!("  {line}\n")).collect();
                    let alias = if first.contains("&x") { "y: *x\n" } else { "" };
                    is_edited(
                        &format!("k: &k v\n{mapping}{lines}{alias}{end}"),
                        |tree, root, edits| {
                            let spec = tree.get(root, "spec").unwrap();
                            edits.extend(spec, "imagePullSecrets", &[added()], false);
                        },
                        |expected| {
                            expected["spec"]["imagePullSecrets"] =
                                vec![serde_yaml::to_value(added()).unwrap()].into();
                        },
                    );
                }
            }
        }
    }
}

/// Lists in brackets stay in brackets, JSON among them.
#[test]
fn lists_in_brackets_are_extended() {
    let kinds = [
        "",
        "kind: List, ",
        "\"kind\":\"List\",",
        "kind, ",
        "? kind, ",
        "\n  kind: List, # c: d\n",
    ];
    let lists = [
        "items: [1]",
        "items: [1, ]",
        "items: [a: b]",
        "items: [[1], {a: b}]",
        "items: [ # c, d: e\n  1 # f\n ]",
        "\"items\":[{\"a\":\"b\"}]",
        "items: []",
        "items: ",
        "items: ~",
        "items",
        "\"items\"",
        "? items",
        "? items : [1]",
        "items: &a [1]",
        "items: !!seq [1]",
    ];
    for kind in kinds {
        for list in lists {
            for end in [
                "}",
                ", z: 1}",
                ",z}",
                ",}",
                "\n}\n",
                " # c: d\n, z: {a: b} }\n",
            ] {
                list_is_extended(&format!("{{{kind}{list}{end}"));
            }
        }
    }
}
