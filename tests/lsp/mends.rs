//! What an editor offers for a finding, applied, gives a text that `check` accepts.

use serde_json::{Value, json};

use crate::client::{Client, check};
use crate::findings::GOOD;

/// The actions for the whole document.
fn actions(client: &mut Client, only: Option<&str>) -> Vec<Value> {
    let mut context = json!({"diagnostics": []});
    if let Some(kind) = only {
        context["only"] = json!([kind]);
    }
    let params = json!({
        "textDocument": {"uri": client.uri()},
        "range": {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}},
        "context": context,
    });
    client
        .ask("textDocument/codeAction", params)
        .as_array()
        .unwrap()
        .clone()
}

/// The one action of that title, applied; `check` has nothing to say of what comes of it.
fn mended(text: &str, title: &str) -> String {
    let mut client = Client::ready(&["utf-16"]);
    assert!(!client.open(text).is_empty());
    let actions = actions(&mut client, None);
    let titles: Vec<_> = actions.iter().map(|action| &action["title"]).collect();
    let action = actions.iter().find(|action| action["title"] == title);
    let action = action.unwrap_or_else(|| panic!("{title} is not among {titles:?}"));
    assert_eq!(action["kind"], "quickfix");
    let mended = client.applied(&action["edit"]);
    assert_eq!(client.replace(&mended), Vec::<Value>::new(), "{mended}");
    std::fs::write(&client.document, &mended).unwrap();
    assert_eq!(check([&client.document]), Vec::<Value>::new(), "{mended}");
    mended
}

#[test]
fn a_near_name_is_written() {
    let text = GOOD.replace("[quay]", "[qauy]");
    assert_eq!(mended(&text, "write `quay`"), GOOD);
    let text = GOOD.replace("[quay]", "[\"qauy\"]");
    assert_eq!(mended(&text, "write `quay`"), GOOD);
}

#[test]
fn a_near_name_of_a_puller_is_written() {
    let grants =
        "  project-b: {}\ngrants: [{imagesIn: project-b, pullers: ['project-a/default']}]\n";
    let good = format!("{GOOD}{grants}");
    let text = good.replace("'project-a/", "'projcet-a/");
    assert_eq!(mended(&text, "write `project-a`"), good);
    let text = good.replace("imagesIn: project-b", "imagesIn: project-bb");
    assert_eq!(mended(&text, "write `project-b`"), good);
}

#[test]
fn near_fields_and_words_are_written() {
    let text = GOOD.replace("pullSecrets: [", "pulSecrets: [");
    assert_eq!(mended(&text, "write `pullSecrets`"), GOOD);
    let good = format!("{GOOD}platform: {{kind: openshift}}\n");
    let text = good.replace("openshift", "openshfit");
    assert_eq!(mended(&text, "write `openshift`"), good);
}

#[test]
fn a_near_file_is_written() {
    let mut client = Client::ready(&["utf-16"]);
    let good = GOOD.replace(
        "[quay]",
        "[quay], workflows: [{name: a, template: build.yaml.j2}]",
    );
    std::fs::write(
        client.folder.path().join("build.yaml.j2"),
        "entrypoint: main\ntemplates: [{name: main, container: {image: quay.io/acme/a:1}}]\n",
    )
    .unwrap();
    client.open(&good.replace("build.yaml.j2", "biuld.yaml.j2"));
    let offered = actions(&mut client, None);
    let action = offered
        .iter()
        .find(|action| action["title"] == "write `build.yaml.j2`");
    let action = action.unwrap_or_else(|| panic!("{offered:?}"));
    assert_eq!(client.applied(&action["edit"]), good);
}

#[test]
fn scalars_are_quoted_where_they_stand() {
    let good = GOOD.replace("{name: acme}", "{name: acme, labels: {version: \"4.20\"}}");
    let text = good.replace("\"4.20\"", "4.20");
    assert_eq!(mended(&text, "put it in quotes"), good);
    let good = GOOD.replace("{name: acme}", "{name: \"12\"}");
    let text = good.replace("\"12\"", "12");
    assert_eq!(mended(&text, "put it in quotes"), good);
    let text = GOOD.replace("[quay]", "quay");
    assert_eq!(mended(&text, "put it in brackets"), GOOD);
}

#[test]
fn a_password_moves_to_a_variable() {
    let title = "take it from a variable: `{env: QUAY_PASSWORD}`";
    let good = GOOD.replace("MARKED_PASSWORD", "QUAY_PASSWORD");
    for literal in ["letmein", "'let me in'", "\"let \\\"me in\""] {
        let text = good.replace("{env: QUAY_PASSWORD}", literal);
        assert_eq!(mended(&text, title), good);
    }
    let block = GOOD.replace(
        "{server: quay.io/acme, username: acme+ci, password: {env: MARKED_PASSWORD}}",
        "\n    server: quay.io/acme\n    password: PASSWORD\n    username: acme+ci",
    );
    for literal in [
        "letmein",
        "|-\n      let\n      me",
        "|\n      let me",
        ">-\n      let\n\n      me\n",
    ] {
        let text = block.replace("PASSWORD", literal);
        let mended = mended(&text, title);
        assert!(!mended.contains("let"), "{mended}");
    }
}

#[test]
fn a_warning_is_accepted_on_its_line() {
    let text = format!(
        "{GOOD}  project-b: {{}}\ngrants:\n  - imagesIn: project-b\n    pullers:\n      - project-a/*\n      - project-a/default\n"
    );
    let mended = mended(&text, "accept PS0407 here, with a reason");
    let comment = "      # pullsecrets: allow PS0407 because REASON\n";
    let accepted = format!("{comment}      - project-a/default\n");
    assert_eq!(
        mended,
        text.replace("      - project-a/default\n", &accepted)
    );
}

#[test]
fn errors_are_never_accepted_and_other_kinds_are_not_answered() {
    let mut client = Client::ready(&["utf-16"]);
    client.open(&GOOD.replace("[quay]", "[harbor]"));
    let offered = actions(&mut client, None);
    let accepts = |action: &Value| action["title"].as_str().unwrap().contains("PS0103");
    assert!(!offered.iter().any(accepts), "{offered:?}");
    assert_eq!(actions(&mut client, Some("refactor")), Vec::<Value>::new());
}
