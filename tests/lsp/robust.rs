//! Whatever is sent, the server answers or ends; nothing is left behind.

use std::fmt::Write as _;
use std::time::Instant;

use serde_json::{Value, json};

use crate::client::Client;
use crate::findings::GOOD;

#[test]
fn a_client_that_says_goodbye_gets_status_0() {
    let mut client = Client::ready(&["utf-16"]);
    client.open(GOOD);
    assert_eq!(client.ask("shutdown", Value::Null), Value::Null);
    let late = client.exchange("textDocument/hover", json!({}));
    assert_eq!(late["error"]["code"], -32600);
    client.tell("exit", Value::Null);
    assert_eq!(client.ended().0.code(), Some(0));
}

#[test]
fn a_client_that_just_leaves_gets_status_1() {
    let mut client = Client::ready(&["utf-16"]);
    client.tell("exit", Value::Null);
    assert_eq!(client.ended().0.code(), Some(1));

    let mut client = Client::start();
    client.vanish();
    assert_eq!(client.ended().0.code(), Some(1));

    // In the middle of a message, with findings due.
    let mut client = Client::ready(&["utf-16"]);
    client.open(GOOD);
    client.change(json!([{"text": "a: ["}]));
    client.raw(b"Content-Length: 100\r\n\r\n{\"json");
    client.vanish();
    assert_eq!(client.ended().0.code(), Some(1));
}

#[test]
fn what_is_no_message_is_answered_and_the_next_is_heard() {
    let mut client = Client::ready(&["utf-16"]);
    for (body, code) in [
        ("{\"jsonrpc\": ", -32700),
        ("\u{0}\u{1}", -32700),
        ("[]", -32600),
        ("{\"jsonrpc\": \"2.0\"}", -32600),
        ("{\"id\": {}, \"method\": \"shutdown\"}", -32600),
        ("", -32700),
    ] {
        client.raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        let answer = client.next();
        assert_eq!(answer["error"]["code"], code, "{body}");
        assert_eq!(answer["id"], Value::Null);
    }
    let deep = "[".repeat(100_000);
    client.raw(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes());
    assert_eq!(client.next()["error"]["code"], -32700);

    let unknown = client.exchange("workspace/symbol", json!({"query": ""}));
    assert_eq!(unknown["error"]["code"], -32601);
    let wrong = client.exchange("textDocument/hover", json!({"textDocument": 7}));
    assert_eq!(wrong["error"]["code"], -32602);
    client.tell("textDocument/didChange", json!({"contentChanges": "x"}));
    client.tell("$/setTrace", json!({"value": "verbose"}));
    let elsewhere = json!({
        "textDocument": {"uri": "file:///nowhere.yaml"},
        "position": {"line": 4_000_000_000_u32, "character": 4_000_000_000_u32},
    });
    assert_eq!(client.ask("textDocument/hover", elsewhere), Value::Null);
    assert_eq!(client.open(GOOD), Vec::<Value>::new());
    let far = json!({"line": 4_000_000_000_u32, "character": 4_000_000_000_u32});
    client
        .change(json!([{"range": {"start": far, "end": {"line": 0, "character": 0}}, "text": ""}]));
    client.diagnostics();
}

#[test]
fn requests_before_the_first_are_refused() {
    let mut client = Client::start();
    let early = client.exchange("textDocument/hover", json!({}));
    assert_eq!(early["error"]["code"], -32002);
}

#[test]
fn a_stream_of_another_kind_ends_the_server_with_words() {
    for bytes in [
        "GET / HTTP/1.1\n\n".to_owned(),
        "Content-Length: many\r\n\r\n".to_owned(),
        "Content-Length: -1\r\n\r\n".to_owned(),
        "Content-Type: x\r\n\r\n".to_owned(),
        "X: y\r\n".repeat(1_000),
        "x".repeat(10_000_000),
        "\u{fffd}\r\n\r\n".to_owned(),
    ] {
        let mut client = Client::start();
        client.raw(bytes.as_bytes());
        client.vanish();
        let (status, said) = client.ended();
        assert_eq!(status.code(), Some(2), "{said}");
        assert!(said.starts_with("error: "), "{said}");
        assert!(!said.contains("xxxx") && said.len() < 1_000, "{said}");
    }
}

/// The most memory that the server ever had, in kibibytes.
fn peak(client: &Client) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", client.identifier())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn a_length_that_is_only_promised_costs_nothing() {
    for length in ["150000000", "1000000000000", "18446744073709551615"] {
        let mut client = Client::ready(&["utf-16"]);
        client.raw(format!("Content-Length: {length}\r\n\r\n").as_bytes());
        client.raw("x".repeat(1_000_000).as_bytes());
        std::thread::sleep(std::time::Duration::from_millis(50));
        if let Some(peak) = peak(&client) {
            assert!(peak < 100_000, "{length}: {peak} KiB");
        }
        client.vanish();
        assert_eq!(client.ended().0.code(), Some(1), "{length}");
    }
}

#[test]
fn ten_thousand_projects_stay_responsive() {
    let mut text = GOOD.to_owned();
    for number in 0..10_000 {
        let _ = write!(
            text,
            "  team-{number}:\n    create: true\n    pullSecrets: [quay]\n    serviceAccounts:\n      default: {{}}\n      builder: {{pull: [quay], mount: [quay]}}\n"
        );
    }
    let mut client = Client::ready(&["utf-16"]);
    let said = |what: &str, since: Instant| println!("{what}: {:?}", since.elapsed());

    let since = Instant::now();
    assert_eq!(client.open(&text), Vec::<Value>::new());
    said("open, to its findings", since);

    let end = position_of(
        &text,
        "team-9999:\n    create: true\n    pullSecrets: [quay",
    );
    let since = Instant::now();
    let mut place = end.clone();
    for letter in "zzzzzzzzzz".chars() {
        client.change(json!([{"range": {"start": place, "end": place}, "text": letter}]));
        place["character"] = json!(place["character"].as_u64().unwrap() + 1);
    }
    let found = client.diagnostics();
    said(
        "ten letters, to the findings (150 ms of pause in it)",
        since,
    );
    assert_eq!(found.len(), 1, "{found:?}");

    for method in [
        "textDocument/completion",
        "textDocument/hover",
        "textDocument/definition",
        "textDocument/prepareRename",
    ] {
        let since = Instant::now();
        client.at(method, end.clone(), json!({}));
        said(method, since);
    }
    let start = position_of(&text, "  qu");
    let since = Instant::now();
    let edit = client.at("textDocument/rename", start, json!({"newName": "harbor"}));
    said("textDocument/rename", since);
    let edits = edit["documentChanges"][0]["edits"]
        .as_array()
        .unwrap()
        .len();
    assert_eq!(edits, 30_001);
    client.vanish();
    client.ended();
}

/// The position behind a text.
fn position_of(text: &str, word: &str) -> Value {
    crate::client::position(text, text.find(word).unwrap() + word.len())
}

/// A limit on processes does not hold the super-user, and a user who has none already may have one.
#[cfg(target_os = "linux")]
#[test]
fn a_system_without_a_thread_to_give_is_said() {
    use std::os::unix::process::CommandExt;
    use std::process::{Command, Stdio};
    const NOBODY: u32 = 65_534;
    // Where the super-user builds, others may not reach the program.
    let place = tempfile::tempdir().unwrap();
    let permission = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(place.path(), permission).unwrap();
    let program = place.path().join("pullsecrets");
    std::fs::copy(env!("CARGO_BIN_EXE_pullsecrets"), &program).unwrap();
    let mut command = Command::new("prlimit");
    command.arg("--nproc=0").arg(&program).arg("lsp");
    if std::os::unix::fs::MetadataExt::uid(&std::fs::metadata("/proc/self").unwrap()) == 0 {
        command.uid(NOBODY).gid(NOBODY);
    }
    let output = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("the system gives no thread"), "{said}");
    assert!(!said.contains("panic"), "{said}");
}
