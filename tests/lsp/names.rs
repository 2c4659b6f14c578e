//! Names: proposed, explained, found, renamed.

use serde_json::{Value, json};

use crate::client::{Client, MARKED, check, position};

const SPEC: &str = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: acme}
allow:
  - {code: PS0412, because: 日🎉é every team reads the base images}
registries:
  quay: {server: quay.io/acme, username: hunter2-marked, password: {env: QUAY}}
  vendor: {server: vendor.example.com, authServer: sso.example.com, username: a, password: {env: V}}
secrets:
  both: {registries: [quay, \"vendor\"]}
profiles:
  team: {pullSecrets: [both]}
defaults: {use: [team]}
projects:
  shop:
    use: [team]
    pullSecrets: [quay]
    serviceAccounts:
      default: {pull: [quay, both], mount: [both]}
  base: {pullSecrets: [vendor]}
grants:
  - imagesIn: base
    pullers: [shop/default, 'shop/builder']
  - imagesIn: shop
    pullers: [base/*, \"*\"]
cluster: {globalPullSecret: {base: {file: pull.json}, registries: [quay]}}
";

fn opened() -> Client {
    let mut client = Client::ready(&["utf-16"]);
    let found = client.open(SPEC);
    let errors = found.iter().filter(|one| one["severity"] == 1);
    assert_eq!(errors.count(), 0, "{found:?}");
    client
}

fn hover(client: &mut Client, word: &str, after: usize) -> String {
    let place = client.place(word, after);
    let said = client.at("textDocument/hover", place, json!({}));
    assert_eq!(said["contents"]["kind"], "plaintext", "{word}");
    said["contents"]["value"].as_str().unwrap().to_owned()
}

#[test]
fn a_name_says_what_it_stands_for() {
    let mut client = opened();
    for (word, after, expected) in [
        ("  quay:", 3, "pull secret quay: quay.io/acme"),
        ("pullSecrets: [quay", 15, "pull secret quay: quay.io/acme"),
        (
            "pullSecrets: [both",
            15,
            "pull secret both: quay.io/acme, vendor.example.com and its token service sso.example.com",
        ),
        ("use: [team", 7, "profile team: pulls with both"),
        (
            "shop/default",
            8,
            "account default of shop: may pull the images of base, shop",
        ),
        (
            "base/*",
            1,
            "every account of base: may pull the images of shop",
        ),
        (
            "\"*\"",
            1,
            "every account of the cluster: may pull the images of shop",
        ),
    ] {
        assert_eq!(hover(&mut client, word, after), expected, "{word}");
    }
    assert!(hover(&mut client, "PS0412", 2).starts_with("PS0412 (warning): "));
    let nowhere = client.place(MARKED, 2);
    assert_eq!(
        client.at("textDocument/hover", nowhere, json!({})),
        Value::Null
    );
}

/// The places of a list of locations, as bytes of the text.
fn lines(locations: &Value) -> Vec<u64> {
    let list = locations.as_array().unwrap();
    list.iter()
        .map(|one| one["range"]["start"]["line"].as_u64().unwrap())
        .collect()
}

#[test]
fn definitions_and_references_are_found() {
    let mut client = opened();
    let place = client.place("default: {pull: [quay", 19);
    let found = client.at("textDocument/definition", place.clone(), json!({}));
    assert_eq!(found["uri"], client.uri());
    assert_eq!(found["range"]["start"], client.place("  quay:", 2));
    let all = json!({"context": {"includeDeclaration": true}});
    let found = client.at("textDocument/references", place, all);
    assert_eq!(lines(&found), [6, 9, 16, 18, 25]);
    let place = client.place("shop/builder", 1);
    let uses = json!({"context": {"includeDeclaration": false}});
    let found = client.at("textDocument/references", place, uses);
    assert_eq!(lines(&found), [22, 22, 23]);
}

#[test]
fn a_name_changes_everywhere() {
    for (word, after, new, old) in [
        ("  quay:", 4, "harbor", "quay"),
        ("  vendor:", 2, "on", "vendor"),
        ("{registries: [quay, \"vendor\"", 24, "upstream", "vendor"),
        ("use: [team", 8, "everyone", "team"),
        ("shop/default", 4, "123", "shop"),
        ("imagesIn: base", 14, "platform", "base"),
    ] {
        let mut client = opened();
        let place = client.place(word, after);
        let prepared = client.at("textDocument/prepareRename", place.clone(), json!({}));
        assert_eq!(prepared["placeholder"], old);
        let edit = client.at("textDocument/rename", place, json!({"newName": new}));
        let renamed = client.applied(&edit);
        let comparable = |text: &str| text.replace(['"', '\''], "").replace("quay.io", "");
        let expected = comparable(SPEC)
            .replace(&format!("{old}:"), &format!("{new}:"))
            .replace(&format!("[{old}"), &format!("[{new}"))
            .replace(&format!(", {old}"), &format!(", {new}"))
            .replace(&format!("imagesIn: {old}"), &format!("imagesIn: {new}"))
            // The field of the global pull secret.
            .replace("{platform: {file", "{base: {file");
        assert_eq!(comparable(&renamed), expected, "{word}");
        let found = client.replace(&renamed);
        let errors: Vec<_> = found.iter().filter(|one| one["severity"] == 1).collect();
        assert!(errors.is_empty(), "{renamed}\n{errors:?}");
        std::fs::write(&client.document, &renamed).unwrap();
        let found = check([&client.document]);
        assert!(
            found.iter().all(|one| one["severity"] != "error"),
            "{found:?}"
        );
    }
}

#[test]
fn a_name_that_cannot_be_is_refused() {
    let mut client = opened();
    for (word, after, new) in [
        ("  quay:", 3, "Quay"),
        ("  quay:", 3, "vendor"),
        ("  quay:", 3, "both"),
        ("  quay:", 3, ""),
        ("  quay:", 3, "a\nb: c"),
        ("  shop:", 3, "a.b"),
        ("  shop:", 3, "base"),
        ("  team:", 3, "a: b"),
    ] {
        let params = json!({
            "textDocument": {"uri": client.uri()},
            "position": client.place(word, after),
            "newName": new,
        });
        let answer = client.exchange("textDocument/rename", params);
        assert_eq!(answer["error"]["code"], -32803, "{new}: {answer}");
    }
}

/// The labels that are proposed where `|` stands.
fn proposed(client: &mut Client, marked: &str) -> Vec<String> {
    let at = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    client.replace(&text);
    let place = position(&text, at);
    let list = client.at("textDocument/completion", place, json!({}));
    let items = list["items"].as_array().cloned().unwrap_or_default();
    items
        .iter()
        .map(|item| item["label"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn names_are_proposed_while_the_text_does_not_parse() {
    let mut client = opened();
    for (from, to, expected) in [
        (
            "pullSecrets: [vendor]",
            "pullSecrets: [|",
            &["quay", "vendor", "both"][..],
        ),
        (
            "pullSecrets: [vendor]",
            "pullSecrets: [vendor, qu|]",
            &["quay"],
        ),
        (
            "registries: [quay, \"vendor\"]",
            "registries: [|]",
            &["quay", "vendor"],
        ),
        ("use: [team]}", "use: [|", &["team"]),
        ("imagesIn: base", "imagesIn: |", &["shop", "base"]),
        ("[shop/default, ", "[sh|, ", &["shop"]),
        ("{server: quay.io/acme", "{server: |", &[]),
    ] {
        let text = SPEC.replacen(from, to, 1);
        assert_ne!(text, SPEC);
        assert_eq!(proposed(&mut client, &text), expected, "{to}");
    }
}
