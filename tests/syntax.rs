//! Texts that are hostile, broken, or read differently by the versions of YAML.

use std::fmt::Write as _;

use pullsecrets::finding::{Finding, Place};
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Kind, Limits, NodeId, Parsed, Plain, Tree, parse, parse_stream, plain};

fn source(text: impl Into<String>) -> Source {
    Source::new("a.yaml", text, Masking::Spec)
}

fn read(source: &Source) -> Parsed<'_> {
    parse(source, SourceId(0), Limits::default())
}

/// Each finding's code and the text at its place.
fn said(text: &str) -> Vec<(&'static str, String)> {
    let source = source(text);
    read(&source)
        .findings
        .iter()
        .map(|finding| (finding.code.name(), at(&source, finding).to_owned()))
        .collect()
}

fn at<'s>(source: &'s Source, finding: &Finding) -> &'s str {
    let Place::Span(span) = finding.place else {
        panic!("{finding:?} has no span");
    };
    &source.text()[span.start as usize..span.end as usize]
}

fn codes(text: &str) -> Vec<&'static str> {
    said(text).into_iter().map(|found| found.0).collect()
}

#[test]
fn ten_thousand_levels_end_in_one_finding() {
    let flow = "[".repeat(10_000);
    let closed = format!("{flow}{}", "]".repeat(10_000));
    let maps = "{a: ".repeat(10_000);
    let items = "- ".repeat(10_000) + "x";
    let mut block = String::new();
    for level in 0..10_000 {
        let _ = writeln!(block, "{}a:", " ".repeat(level));
    }
    let explicit = "? ".repeat(10_000) + "x";
    for text in [flow, closed, maps, items, block, explicit] {
        assert_eq!(codes(&text), ["PS0005"], "{}", &text[..20]);
    }
}

#[test]
fn the_limit_is_128_levels() {
    let nested = |levels: usize| format!("{}{}", "[".repeat(levels), "]".repeat(levels));
    assert_eq!(codes(&nested(128)), Vec::<&str>::new());
    assert_eq!(codes(&nested(129)), ["PS0005"]);
    let list = |levels: usize| "- ".repeat(levels) + "x";
    assert_eq!(codes(&list(128)), Vec::<&str>::new());
    assert_eq!(codes(&list(129)), ["PS0005"]);
    // Half of the levels stand behind an alias.
    let shared = |levels: usize| format!("a: &a {}\nb: [*a]\n", nested(levels));
    assert_eq!(codes(&shared(126)), Vec::<&str>::new());
    assert_eq!(codes(&shared(127)), ["PS0005"]);
}

#[test]
fn aliases_that_multiply_stop_at_the_bound() {
    let mut bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..40 {
        let last = format!("*a{}, ", level - 1).repeat(9);
        let _ = writeln!(bomb, "a{level}: &a{level} [{last}]");
    }
    assert_eq!(codes(&bomb), ["PS0003"]);
    // A long list of aliases to one long list.
    let wide = format!(
        "a: &a [{}]\nb: [{}]\n",
        "1, ".repeat(2_000),
        "*a, ".repeat(2_000)
    );
    assert_eq!(codes(&wide), ["PS0003"]);
    let harmless = format!(
        "a: &a [{}]\nb: [{}]\n",
        "1, ".repeat(99),
        "*a, ".repeat(999)
    );
    assert_eq!(codes(&harmless), Vec::<&str>::new());
}

#[test]
fn an_anchor_that_holds_itself_is_refused() {
    assert_eq!(codes("a: &a [*a]\n"), ["PS0003"]);
    assert_eq!(codes("&a a: {b: &b {c: *b}}\n"), ["PS0003"]);
    assert_eq!(codes("a: *b\n"), ["PS0001"]);
}

#[test]
fn a_key_that_stands_twice_is_named_with_its_first_place() {
    let source = source("a: 1\nb: 2\n'a': 3\nc: {x: 1, x: 2}\n\"a\": 4\n");
    let found = read(&source).findings;
    let places: Vec<(u32, u32)> = found
        .iter()
        .map(|finding| {
            assert_eq!(finding.code.name(), "PS0002");
            let Place::Span(span) = finding.place else {
                panic!()
            };
            (span.start, finding.labels[0].span.start)
        })
        .collect();
    let text = source.text();
    let offset = |words: &str| u32::try_from(text.find(words).unwrap()).unwrap();
    assert!(places.contains(&(offset("'a'"), 0)));
    assert!(places.contains(&(offset("\"a\""), 0)));
    assert!(places.contains(&(offset("x: 2"), offset("x: 1"))));
    assert_eq!(places.len(), 3);
}

#[test]
fn a_hundred_thousand_duplicate_keys_are_reported() {
    // Quadratic work would be five thousand million steps.
    let mut text = String::new();
    for key in 0..100_000 {
        let _ = writeln!(text, "k{key}: x");
    }
    for key in 0..100_000 {
        let _ = writeln!(text, "k{key}: x");
    }
    assert_eq!(codes(&text).len(), 100_000);
    assert_eq!(codes(&"a: x\n".repeat(100_000)).len(), 99_999);
}

#[test]
fn keys_are_text() {
    assert_eq!(said("1: x\n"), [("PS0015", "1".into())]);
    assert_eq!(said("true: x\n"), [("PS0015", "true".into())]);
    assert_eq!(said("~: x\n"), [("PS0015", "~".into())]);
    assert_eq!(codes("? [a, b]\n: x\n"), ["PS0015"]);
    assert_eq!(codes("? {a: b}\n: x\n"), ["PS0015"]);
    assert_eq!(codes("? \n: x\n"), ["PS0015"]);
    assert_eq!(codes("'1': x\n\"true\": z\n"), Vec::<&str>::new());
    assert_eq!(said("on: x\n"), [("PS0011", "on".into())]);
    assert_eq!(said("a: {<<: {b: c}}\n"), [("PS0012", "<<".into())]);
    assert_eq!(said("<<: *a\n").first().unwrap().0, "PS0001");
}

#[test]
fn tags_and_second_documents_are_refused() {
    assert_eq!(codes("a: !!str 1\n"), ["PS0014"]);
    assert_eq!(codes("a: !vault |\n  x\n"), ["PS0014"]);
    assert_eq!(codes("!!map\na: x\n"), ["PS0014"]);
    assert_eq!(codes("a: !!python/object:os.system [x]\n"), ["PS0014"]);
    assert_eq!(codes("a: x\n---\nb: x\n"), ["PS0013"]);
    assert_eq!(codes("a: x\n...\nb: x\n"), ["PS0013"]);
    assert_eq!(codes("---\na: x\n...\n"), Vec::<&str>::new());
    assert_eq!(codes("%YAML 1.1\n---\na: x\n"), Vec::<&str>::new());
}

#[test]
fn broken_texts_are_one_finding_each() {
    for text in [
        "\tb: 1\n",
        "a:\n\tb: 1\n",
        "a: 'x\n",
        "a: \"x\n",
        "a: [1, 2\n",
        "a: {b: 1\n",
        "a: ]\n",
        "a: \"\\q\"\n",
        "a: b: c\n",
        "a: 1\n b: 2\n",
        "- a\nb: 1\n",
        "a: @x\n",
        "a: `x`\n",
        "a: %x\n",
        "a: |9x\n  b\n",
        "a: &\n",
        "\u{feff}a: \u{feff}b\n",
        "a: *\n",
        "{",
        "? ",
        "a: !<\n",
        "a\nb: 1\n",
        ": :\n: :",
    ] {
        let source = source(text);
        let parsed = read(&source);
        let found = &parsed.findings;
        if found.is_empty() {
            // Some of these mean something after all; they must not be lost silently.
            assert!(parsed.tree.root().is_some(), "{text:?}");
            continue;
        }
        for finding in found {
            assert!(finding.help.is_some(), "{text:?}: {finding:?}");
            let Place::Span(span) = finding.place else {
                panic!("{text:?}: {finding:?}");
            };
            assert!(span.start <= span.end, "{text:?}: {finding:?}");
            assert!(text.get(span.start as usize..span.end as usize).is_some());
        }
        if found[0].code.name() == "PS0001" {
            assert_eq!(found.len(), 1, "{text:?}: {found:?}");
            assert_eq!(parsed.tree.root(), None, "{text:?}");
        }
    }
}

#[test]
fn a_tab_is_named() {
    for text in ["a:\n\tb: 1\n", "a:\n  b: 1\n\tc: 2\n", "a:\n- b\n\t- c\n"] {
        let source = source(text);
        let found = read(&source).findings;
        assert_eq!(found.len(), 1, "{text:?}: {found:?}");
        assert!(found[0].message.contains("tab"), "{text:?}: {found:?}");
    }
}

#[test]
fn texts_without_anything_are_empty() {
    for text in ["", "\n\n", "# only a comment\n", "   \n# x"] {
        let source = source(text);
        let parsed = read(&source);
        assert_eq!(parsed.tree.root(), None, "{text:?}");
        let found: Vec<_> = parsed.findings.iter().map(|one| one.code.name()).collect();
        assert_eq!(found, ["PS0017"], "{text:?}");
        assert_eq!(parsed.findings[0].place, Place::Source(SourceId(0)));
    }
}

#[test]
fn many_comments_are_no_fault() {
    let mut text = "a: # pullsecrets: allow PS0412 because many follow\n".to_owned();
    for line in 0..5_000 {
        let _ = writeln!(text, "  # {line}");
    }
    text.push_str("  b: x\n# pullsecrets: allow PS0412 because last\n");
    let source = source(text);
    let parsed = read(&source);
    assert_eq!(parsed.findings, []);
    assert_eq!(parsed.comments.len(), 2);
    for comment in &parsed.comments {
        let text = &source.text()[comment.span.start as usize..comment.span.end as usize];
        assert!(text.starts_with("# pullsecrets: allow"), "{text:?}");
        assert!(!text.contains('\n'));
    }
}

/// The tree as nested text: spans included, so that any shift shows.
fn outline(tree: &Tree<'_>, source: &Source, node: NodeId, out: &mut String) {
    let span = tree.span(node);
    let text = &source.text()[span.start as usize..span.end as usize];
    match &tree.node(node).kind {
        Kind::Scalar(value, style) => {
            let _ = write!(out, "<{value:?} {style:?} {text:?}>");
        }
        Kind::Sequence(_) => {
            out.push('[');
            for item in tree.items(node).into_iter().flatten() {
                outline(tree, source, *item, out);
            }
            out.push(']');
        }
        Kind::Mapping(_) => {
            out.push('{');
            for (key, value) in tree.entries(node).into_iter().flatten() {
                outline(tree, source, key, out);
                outline(tree, source, value, out);
            }
            out.push('}');
        }
    }
}

#[test]
fn windows_line_ends_change_no_value_and_no_place() {
    let unix = "\
# comment
a: x y
'b': |
  one
  two
c: \"three
  four\"
d: [e, f,
  g]
h:
- i
-
j: plain
  more
k:
";
    let windows = unix.replace('\n', "\r\n");
    let shape = |text: &str| {
        let source = source(text);
        let parsed = read(&source);
        assert_eq!(parsed.findings, []);
        let mut out = String::new();
        outline(&parsed.tree, &source, parsed.tree.root().unwrap(), &mut out);
        out
    };
    assert_eq!(shape(&windows).replace("\\r\\n", "\\n"), shape(unix));
    assert!(shape(unix).contains("<\"one\\ntwo\\n\" Quoted"));
}

#[test]
fn places_are_bytes_of_the_text() {
    let text = "grün: 日本\nquoted: \"a\\u0041\"\nblock: |\n  one\n\n  two\n\n\nnext: {a: [b, 'c']}\nempty:\nlast: &x z\n";
    let source = source(text);
    let parsed = read(&source);
    assert_eq!(parsed.findings, []);
    let tree = &parsed.tree;
    let root = tree.root().unwrap();
    let slice = |node: NodeId| {
        let span = tree.span(node);
        &text[span.start as usize..span.end as usize]
    };
    let value = |key: &str| tree.get(root, key).unwrap();
    assert_eq!(slice(value("grün")), "日本");
    assert_eq!(slice(value("quoted")), "\"a\\u0041\"");
    assert_eq!(tree.text(value("quoted")), Some("aA"));
    assert_eq!(slice(value("block")).trim_end(), "|\n  one\n\n  two");
    for (text, whole) in [
        ("a: >- # no | yes\n  b\n  c\n", ">- # no | yes\n  b\n  c"),
        ("a: |\nb: c\n", "|"),
        ("a: |+\n\n\nb: c\n", "|+"),
        ("a: |", "|"),
        ("a:\n  |\n  b", "|\n  b"),
        ("a: |\r\n  b\r\n\r\nb: c\r\n", "|\r\n  b"),
        // Blanks beyond ASCII are text.
        ("a: |\n  b\u{a0}\nb: c\n", "|\n  b\u{a0}"),
        ("a:\n  b: c\u{a0}\n\nb: d\n", "b: c\u{a0}"),
        ("a:\n  - b \u{2028}\nb: c\n", "- b \u{2028}"),
    ] {
        let source = Source::new("b.yaml", text, Masking::Spec);
        let parsed = read(&source);
        assert_eq!(parsed.findings, [], "{text:?}");
        let root = parsed.tree.root().unwrap();
        let span = parsed.tree.span(parsed.tree.get(root, "a").unwrap());
        let found = &text[span.start as usize..span.end as usize];
        assert_eq!(found, whole, "{text:?}");
    }
    assert_eq!(slice(value("next")), "{a: [b, 'c']}");
    assert_eq!(slice(value("empty")), "");
    assert_eq!(tree.text(value("empty")), None);
    assert_eq!(slice(value("last")), "z");
    assert_eq!(slice(root), text.trim_end());
}

#[test]
fn manifests_may_have_what_specs_may_not() {
    let text = "a: !!str 1\n---\nb: yes\n1: x\n---\n<<: {c: d}\n";
    let source = Source::new("m.yaml", text, Masking::Manifest);
    let parsed = parse_stream(&source, SourceId(0), Limits::default());
    assert_eq!(parsed.findings, []);
    assert_eq!(parsed.tree.roots().len(), 3);
}

#[test]
fn both_versions_agree_or_the_value_is_refused() {
    // What PyYAML (1.1, as go-yaml reads for kubectl) and YAML 1.2's core schema say.
    let text = [
        "a",
        "quay.io",
        "1.2.3",
        "4.16.0-rc.1",
        "v1",
        "-",
        "--",
        "+a",
        "-a",
        ".",
        "..",
        ".a",
        "yesterday",
        "nothing",
        "none",
        "None",
        "True1",
        "trUe",
        "yEs",
        "oN",
        "nUll",
        "1a",
        "0x",
        "0xg",
        "0b2",
        "0o8",
        "1__a",
        "_1",
        "1:a",
        "10.0.0.1",
        "10.0.0.1:5000",
        "::1",
        "host:5000",
        "1e",
        "e1",
        "1.2e",
        "-.",
        "+.inf.",
        ".infinity",
        "2001-01",
        "2001-1-1x",
        "12:345",
        "<",
        "<<<",
        "==",
        "sha256:0123",
        "1-2",
        "5432/tcp",
    ];
    for word in text {
        assert_eq!(plain(word), Plain::Text, "{word}");
    }
    for word in ["", "~", "null", "Null", "NULL"] {
        assert_eq!(plain(word), Plain::Null, "{word}");
    }
    for (word, value) in [
        ("true", true),
        ("True", true),
        ("TRUE", true),
        ("false", false),
        ("FALSE", false),
    ] {
        assert_eq!(plain(word), Plain::Boolean(value), "{word}");
    }
    for word in [
        "0",
        "1",
        "-1",
        "5000",
        "4.5",
        "-0.5",
        "0.25",
        "123456789012",
    ] {
        assert_eq!(plain(word), Plain::Number, "{word}");
    }
    for word in [
        // booleans of 1.1
        "y",
        "Y",
        "yes",
        "Yes",
        "YES",
        "n",
        "N",
        "no",
        "No",
        "NO",
        "on",
        "On",
        "ON",
        "off",
        "Off",
        "OFF",
        // octal, binary, hexadecimal, underscores, base 60
        "0123",
        "00",
        "-012",
        "0o17",
        "0b11",
        "0x1F",
        "0XFF",
        "1_000",
        "1_000.5",
        "22:22",
        "1:30:00",
        "190:20:30.15",
        "0_1",
        // numbers that come back otherwise
        "4.20",
        "4.0",
        "1.",
        ".5",
        "1e3",
        "1E3",
        "1.5e+3",
        "+1",
        "-0",
        "+.5",
        "01.5",
        "08",
        "09",
        "12345678901234567890",
        "0.1234567890123456789",
        // dates
        "2001-12-14",
        "2001-1-1",
        "2001-12-14t21:59:43.10-05:00",
        "2001-12-14 21:59:43",
        // what JSON does not have
        ".inf",
        "-.inf",
        "+.Inf",
        ".NaN",
        ".nan",
        "=",
    ] {
        assert!(
            matches!(plain(word), Plain::Ambiguous(_)),
            "{word}: {:?}",
            plain(word)
        );
    }
}

#[test]
fn the_finding_of_two_readings_proposes_quotes() {
    let source = source("a: {version: 4.20}\nb: yes\nc: '4.20'\n");
    let found = read(&source).findings;
    assert_eq!(at(&source, &found[0]), "4.20");
    let mut edits: Vec<_> = found.iter().flat_map(|finding| &finding.edits).collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut mended = source.text().to_owned();
    for edit in edits.iter().rev() {
        let place = edit.span.start as usize..edit.span.end as usize;
        mended.replace_range(place, &edit.text);
    }
    assert_eq!(mended, "a: {version: \"4.20\"}\nb: \"yes\"\nc: '4.20'\n");
}
