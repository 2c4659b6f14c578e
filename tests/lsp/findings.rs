//! Findings while typing are those of `check`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::client::{Client, MARKED, check};

pub const GOOD: &str = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: acme}
registries:
  quay: {server: quay.io/acme, username: acme+ci, password: {env: MARKED_PASSWORD}}
projects:
  project-a: {pullSecrets: [quay]}
";

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics
        .iter()
        .map(|diagnostic| diagnostic["code"].as_str().unwrap())
        .collect()
}

#[test]
fn an_error_comes_and_goes_with_the_text() {
    let mut client = Client::ready(&["utf-16"]);
    assert_eq!(client.open(GOOD), Vec::<Value>::new());

    // The changes of a person: a letter goes, another comes.
    let place = client.place("[quay]", 1);
    let end = client.place("[quay]", 5);
    client.change(json!([{"range": {"start": place, "end": end}, "text": "qua"}]));
    let behind = client.place("[quay]", 4);
    client.change(json!([{"range": {"start": behind, "end": behind}, "text": "é"}]));
    let found = client.diagnostics();
    assert_eq!(codes(&found), ["PS0103"]);
    let diagnostic = &found[0];
    assert_eq!(diagnostic["severity"], 1);
    assert_eq!(diagnostic["source"], "pullsecrets");
    assert_eq!(
        diagnostic["codeDescription"]["href"],
        "https://pullsecrets.dev/PS0103"
    );
    assert!(diagnostic["message"].as_str().unwrap().contains("`quaé`"));
    assert_eq!(diagnostic["range"]["start"], place);
    assert_eq!(diagnostic["range"]["end"]["character"], end["character"]);

    let end = diagnostic["range"]["end"].clone();
    client.change(json!([{"range": {"start": place, "end": end}, "text": "quay"}]));
    assert_eq!(client.diagnostics(), Vec::<Value>::new());

    let uri = client.uri();
    client.replace(&GOOD.replace("[quay]", "[harbor]"));
    client.tell(
        "textDocument/didClose",
        json!({"textDocument": {"uri": uri}}),
    );
    let cleared = client.next();
    assert_eq!(cleared["params"]["diagnostics"], json!([]));
}

#[test]
fn places_hold_behind_characters_of_any_width() {
    let text = GOOD.replace(
        "  project-a: {",
        "  \"日🎉é\": {create: {annotations: {a: \"日🎉é\"}}, ",
    );
    let text = text.replace("[quay]", "[harbor]");
    let line = text.lines().find(|line| line.contains("harbor")).unwrap();
    let before = &line[..line.find("harbor").unwrap()];
    for (offered, column) in [
        (&["utf-16"][..], before.encode_utf16().count()),
        (&[], before.encode_utf16().count()),
        (&["utf-32", "utf-8"], before.len()),
        (&["utf-32", "utf-16"], before.chars().count()),
    ] {
        let mut client = Client::ready(offered);
        let found = client.open(&text);
        let undefined = found.iter().find(|one| one["code"] == "PS0103").unwrap();
        assert_eq!(
            undefined["range"]["start"]["character"], column,
            "{offered:?}"
        );
        assert_eq!(undefined["range"]["end"]["character"], column + 6);
    }
}

#[test]
fn every_finding_is_that_of_check() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/findings");
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    for case in std::fs::read_dir(cases).unwrap() {
        let path = case.unwrap().path().join("fail/pullsecrets.yaml");
        // What is no UTF-8 never comes over the protocol.
        match std::fs::read_to_string(&path) {
            Ok(text) if text.len() < 1_000_000 => texts.insert(path, text),
            _ => continue,
        };
    }
    let expected = check(texts.keys());
    let mut client = Client::ready(&["utf-32"]);
    let mut compared = 0;
    for (path, text) in texts {
        let of_this = |finding: &&Value| finding["file"] == path.to_str().unwrap();
        let expected: Vec<Value> = expected.iter().filter(of_this).map(place_of).collect();
        client.document = path;
        let found: Vec<Value> = client
            .open(&text)
            .iter()
            .map(|one| {
                let start = &one["range"]["start"];
                json!([
                    one["code"],
                    start["line"].as_u64().unwrap() + 1,
                    start["character"].as_u64().unwrap() + 1,
                ])
            })
            .collect();
        assert_eq!(found, expected, "{text}");
        compared += usize::from(!found.is_empty());
    }
    assert!(compared > 50, "{compared}");
}

fn place_of(finding: &Value) -> Value {
    let start = &finding["start"];
    json!([finding["code"], start["line"], start["column"]])
}

#[test]
fn a_text_that_does_not_parse_has_one_finding() {
    let mut client = Client::ready(&["utf-16"]);
    let broken = GOOD.replace("[quay]", "[harbor") + "grants: }\n";
    assert_eq!(codes(&client.open(&broken)), ["PS0001"]);
}

#[test]
fn passwords_are_in_no_message() {
    let mut client = Client::ready(&["utf-16"]);
    for password in [
        format!("\"{MARKED}\""),
        format!("[{MARKED}]"),
        format!("{{evn: {MARKED}}}"),
        format!("{MARKED}: x"),
        format!("\"{MARKED}"),
    ] {
        let text = GOOD.replace("{env: MARKED_PASSWORD}", &password);
        match client.text.is_empty() {
            true => client.open(&text),
            false => client.replace(&text),
        };
        let everything = json!({
            "textDocument": {"uri": client.uri()},
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 99, "character": 0}},
            "context": {"diagnostics": []},
        });
        client.ask("textDocument/codeAction", everything);
        let place = client.place(MARKED, 3);
        client.at("textDocument/hover", place.clone(), json!({}));
        client.at("textDocument/completion", place, json!({}));
        let place = client.place("quay", 1);
        client.at("textDocument/hover", place, json!({}));
    }
}

#[test]
fn other_manifests_are_left_alone() {
    let mut client = Client::ready(&["utf-16"]);
    let other = format!("file://{}/deployment.yaml", client.folder.path().display());
    let item = json!({"uri": other, "languageId": "yaml", "version": 1, "text": "kind: Pod\n"});
    client.tell("textDocument/didOpen", json!({"textDocument": item}));
    // The next thing that is said is of the spec.
    client.open(GOOD);
}

#[test]
fn files_are_read_below_the_document_alone() {
    let mut client = Client::ready(&["utf-16"]);
    std::fs::write(client.folder.path().join("here.j2"), "kind: Workflow\n").unwrap();
    let workflow = |file: &str| {
        GOOD.replace(
            "{pullSecrets: [quay]}",
            &format!("{{pullSecrets: [quay], workflows: [{{name: a, template: {file}}}]}}"),
        )
    };
    let outside = client.open(&workflow("/etc/passwd"));
    assert!(codes(&outside).contains(&"PS0207"), "{outside:?}");
    let missing = client.replace(&workflow("there.j2"));
    assert!(codes(&missing).contains(&"PS0206"), "{missing:?}");
    let here = client.replace(&workflow("here.j2"));
    assert!(!codes(&here).contains(&"PS0206"), "{here:?}");
}
