//! The language server: whatever an editor asks about a spec with credentials in it, and beside
//! it, no answer and no diagnostic holds one.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::commands::command;
use crate::marks::{assert_silent, mark, traces};
use crate::outputs::folder;
use crate::running::feed;
use crate::specs::specs;

/// What an editor sends: framed messages in a row.
#[derive(Default)]
struct Session {
    bytes: Vec<u8>,
    requests: usize,
}

impl Session {
    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        let framed = format!("Content-Length: {}\r\n\r\n{text}", text.len());
        self.bytes.extend_from_slice(framed.as_bytes());
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    fn ask(&mut self, method: &str, params: Value) {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
    }

    /// Opens a document, asks everything at the start and in the middle of each word, changes it,
    /// and closes it.
    fn look_through(&mut self, uri: &str, text: &str) {
        let item = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
        let document = json!({"uri": uri});
        let end = json!({"line": text.lines().count(), "character": 0});
        self.ask(
            "textDocument/codeAction",
            json!({
                "textDocument": document, "context": {"diagnostics": []},
                "range": {"start": {"line": 0, "character": 0}, "end": end},
            }),
        );
        self.ask(
            "textDocument/documentSymbol",
            json!({"textDocument": document}),
        );
        for (line, words) in text.lines().enumerate() {
            let bytes = words.as_bytes();
            for column in (0..bytes.len()).filter(|at| {
                let is_word = |at: usize| bytes[at].is_ascii_alphanumeric();
                is_word(*at) && (*at == 0 || !is_word(at - 1) || at % 7 == 0)
            }) {
                let place = || {
                    json!({
                        "textDocument": {"uri": uri},
                        "position": {"line": line, "character": column + 1},
                    })
                };
                for method in ["hover", "completion", "definition", "prepareRename"] {
                    self.ask(&format!("textDocument/{method}"), place());
                }
                let mut references = place();
                references["context"] = json!({"includeDeclaration": true});
                self.ask("textDocument/references", references);
                let mut rename = place();
                rename["newName"] = json!("renamed");
                self.ask("textDocument/rename", rename);
            }
        }
        self.tell("textDocument/didClose", json!({"textDocument": document}));
    }
}

/// Specs with slips by which a credential stands where none belongs.
fn slips() -> Vec<String> {
    let marked = mark("slip");
    [
        "registries:\n  q: {server: quay.io, username: u, passwrod: 'MARK'}\n",
        "registries: 'MARK'\n",
        "registries: {q: 'MARK'}\n",
        "registries:\n  q: {server: quay.io, username: u, password: ['MARK']}\n",
        "registries:\n  q: {server: 'https://u:MARK@quay.io/', username: u, password: x}\nprojects: {a: {pullSecrets: [q]}}\n",
        "registries:\n  q: {server: quay.io, username: 'u:MARK', password: x}\nprojects: {a: {pullSecrets: [q]}}\n",
        "registries:\n  q: {server: quay.io, auth: 'MARK'}\nprojects: {a: {pullSecrets: [q]}}\n",
        "registries:\n  q: {server: quay.io, username: u, password: 'MARK\n",
        "regitries:\n  q: {server: quay.io, username: u, password: 'MARK'}\n",
    ]
    .map(|slip| {
        let head = "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: acme}\n";
        format!("{head}{}", slip.replace("MARK", &marked))
    })
    .to_vec()
}

/// Runs a session in a folder and gives back what the server wrote.
fn serve(place: &Path, session: &Session) -> Vec<u8> {
    let output = feed(
        &mut command(place, &["lsp", "--allow-env", "*"]),
        &session.bytes,
    );
    assert_eq!(output.stderr, b"", "a server says nothing beside");
    assert_eq!(output.status.code(), Some(0));
    output.stdout
}

#[test]
fn an_editor_is_told_no_credential() {
    let traces = traces();
    let (place, _) = folder();
    let specs = specs();
    let names = ["literal", "read", "sealed"];
    let whole = specs.iter().filter(|(name, ..)| names.contains(name));
    let texts: Vec<String> = whole
        .map(|(_, text, _)| text.clone())
        .chain(slips())
        .collect();
    let broken: Vec<_> = specs
        .iter()
        .filter(|(name, ..)| !names.contains(name))
        .collect();
    for (number, text) in texts.iter().enumerate() {
        let path = place.path().join(format!("{number}.yaml"));
        fs::write(&path, text).unwrap();
        let uri = format!("file://{}", path.display());
        let mut session = Session::default();
        session.ask(
            "initialize",
            json!({"processId": null, "rootUri": null, "capabilities": {
                "textDocument": {"publishDiagnostics": {"relatedInformation": true}},
            }}),
        );
        session.tell("initialized", json!({}));
        session.look_through(&uri, text);
        if number == 0 {
            // Of specs that name broken files the diagnostics are asked for alone.
            for (number, (_, text, _)) in broken.iter().enumerate() {
                let uri = format!("file://{}/broken-{number}.yaml", place.path().display());
                let item = json!({"uri": uri, "languageId": "yaml", "version": 1, "text": text});
                session.tell("textDocument/didOpen", json!({"textDocument": item}));
            }
        }
        session.ask("shutdown", Value::Null);
        session.tell("exit", Value::Null);
        let said = serve(place.path(), &session);
        let shown = String::from_utf8_lossy(&said);
        let answers = shown.matches("\"id\":").count();
        assert!(
            answers >= session.requests,
            "{answers} of {}",
            session.requests
        );
        assert!(shown.contains("publishDiagnostics"), "{text}");
        assert_silent(text, &said, &traces);
    }
}
