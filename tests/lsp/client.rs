//! The client's side: the real binary, a folder of its own, one open document.

use std::io::Read;
use std::path::PathBuf;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::wire::{PATIENCE, Wire};

/// A text that must never be in a message.
pub const MARKED: &str = "hunter2-marked";

pub struct Client {
    pub folder: tempfile::TempDir,
    /// The open document.
    pub document: PathBuf,
    wire: Wire,
    version: i32,
    pub text: String,
}

impl Client {
    /// Starts the server and says nothing yet.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let wire = Wire::start(
            Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
                .arg("lsp")
                .current_dir(folder.path())
                .env("MARKED_PASSWORD", MARKED)
                .stderr(Stdio::piped()),
        );
        Self {
            document: folder.path().join("pullsecrets.yaml"),
            folder,
            wire,
            version: 0,
            text: String::new(),
        }
    }

    /// Starts the server and agrees on an encoding.
    pub fn ready(encodings: &[&str]) -> Self {
        let mut client = Self::start();
        let said = client.ask(
            "initialize",
            json!({
                "processId": null,
                "rootUri": null,
                "capabilities": {
                    "general": {"positionEncodings": encodings},
                    "textDocument": {"publishDiagnostics": {"relatedInformation": true}},
                    "workspace": {"workspaceEdit": {"documentChanges": true}},
                },
            }),
        );
        let expected = match encodings.contains(&"utf-8") {
            true => "utf-8",
            false => encodings.first().copied().unwrap_or("utf-16"),
        };
        assert_eq!(said["capabilities"]["positionEncoding"], expected);
        client.tell("initialized", json!({}));
        client
    }

    pub fn uri(&self) -> String {
        format!("file://{}", self.document.display())
    }

    pub fn raw(&mut self, bytes: &[u8]) {
        self.wire.raw(bytes);
    }

    pub fn tell(&mut self, method: &str, params: Value) {
        self.wire.tell(method, params);
    }

    /// Sends a request and gives back the whole answer.
    pub fn exchange(&mut self, method: &str, params: Value) -> Value {
        let id = self.wire.request(method, params);
        loop {
            let message = self.next();
            if message["id"] == id {
                return message;
            }
        }
    }

    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.exchange(method, params);
        assert_eq!(answer.get("error"), None, "{method}");
        answer["result"].clone()
    }

    /// The next message; no message ever holds the marked text.
    pub fn next(&mut self) -> Value {
        let message = self.wire.next();
        assert!(!message.to_string().contains(MARKED), "{message}");
        message
    }

    /// The diagnostics of the version that was sent last.
    pub fn diagnostics(&mut self) -> Vec<Value> {
        loop {
            let message = self.next();
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics"
                && params["version"] == self.version
            {
                assert_eq!(params["uri"], self.uri());
                return params["diagnostics"].as_array().unwrap().clone();
            }
        }
    }

    pub fn open(&mut self, text: &str) -> Vec<Value> {
        self.version += 1;
        self.text = text.to_owned();
        let item = json!({
            "uri": self.uri(), "languageId": "yaml", "version": self.version, "text": text,
        });
        self.tell("textDocument/didOpen", json!({"textDocument": item}));
        self.diagnostics()
    }

    /// Sends the whole text anew.
    pub fn replace(&mut self, text: &str) -> Vec<Value> {
        self.text = text.to_owned();
        self.change(json!([{"text": text}]));
        self.diagnostics()
    }

    /// Sends changes.
    pub fn change(&mut self, changes: Value) {
        self.version += 1;
        let document = json!({"uri": self.uri(), "version": self.version});
        self.tell(
            "textDocument/didChange",
            json!({"textDocument": document, "contentChanges": changes}),
        );
    }

    /// Where a text stands first in the document, in units of UTF-16, `after` bytes further.
    pub fn place(&self, word: &str, after: usize) -> Value {
        position(&self.text, self.text.find(word).unwrap() + after)
    }

    /// A request on a place of the document.
    pub fn at(&mut self, method: &str, place: Value, mut more: Value) -> Value {
        more["textDocument"] = json!({"uri": self.uri()});
        more["position"] = place;
        self.ask(method, more)
    }

    /// Applies a workspace edit to the document's text.
    pub fn applied(&self, edit: &Value) -> String {
        let change = &edit["documentChanges"][0];
        assert_eq!(change["textDocument"]["uri"], self.uri());
        assert_eq!(change["textDocument"]["version"], self.version);
        let mut edits = change["edits"].as_array().unwrap().clone();
        edits.sort_by_key(|edit| std::cmp::Reverse(offset(&self.text, &edit["range"]["start"])));
        let mut text = self.text.clone();
        for edit in edits {
            let start = offset(&self.text, &edit["range"]["start"]);
            let end = offset(&self.text, &edit["range"]["end"]);
            text.replace_range(start..end, edit["newText"].as_str().unwrap());
        }
        text
    }

    /// Ends the stream, as a client that dies.
    pub fn vanish(&mut self) {
        self.wire.input = None;
    }

    /// The exit status, and what was said on standard error.
    pub fn ended(&mut self) -> (ExitStatus, String) {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.wire.process.try_wait().unwrap() {
                let mut said = String::new();
                let mut error = self.wire.process.stderr.take().unwrap();
                error.read_to_string(&mut said).unwrap();
                return (status, said);
            }
            assert!(Instant::now() < until, "the server does not end");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    pub fn identifier(&self) -> u32 {
        self.wire.process.id()
    }
}

/// The position of a byte, in units of UTF-16.
pub fn position(text: &str, offset: usize) -> Value {
    let before = &text[..offset];
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before[start..].encode_utf16().count();
    json!({"line": line, "character": column})
}

fn offset(text: &str, position: &Value) -> usize {
    let line = position["line"].as_u64().unwrap() as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let mut left = position["character"].as_u64().unwrap() as usize;
    let mut at = start;
    for character in text[start..].chars() {
        if left == 0 {
            break;
        }
        left -= character.len_utf16();
        at += character.len_utf8();
    }
    at
}

/// What `check` says of files, as JSON.
pub fn check(files: impl IntoIterator<Item = impl AsRef<std::ffi::OsStr>>) -> Vec<Value> {
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(["check", "--output-format", "json"])
        .args(files)
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    report["findings"].as_array().unwrap().clone()
}
