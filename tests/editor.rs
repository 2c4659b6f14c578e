//! The schema in a real editor's YAML language server: no word on specs that are right, a word at
//! the right line on those that are not, and a text for who points at a field.

mod peers;
mod wire;

use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};

use wire::Wire;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The language server, spoken to as an editor does.
struct Editor {
    wire: Wire,
    settings: Value,
}

impl Editor {
    fn start() -> Option<Self> {
        let mut server = peers::peer("yaml-language-server")?;
        let wire = Wire::start(server.arg("--stdio").stderr(Stdio::null()));
        let schema = project().join("schemas/pullsecrets.schema.json");
        let settings = json!({
            "schemas": {format!("file://{}", schema.display()): ["*.yaml"]},
            "validate": true,
            "hover": true,
            "schemaStore": {"enable": false},
        });
        let mut editor = Self { wire, settings };
        editor.ask(
            "initialize",
            json!({
                "processId": null,
                "rootUri": null,
                "capabilities": {"workspace": {"configuration": true}},
            }),
        );
        editor.wire.tell("initialized", json!({}));
        let settings = json!({"settings": {"yaml": editor.settings}});
        editor
            .wire
            .tell("workspace/didChangeConfiguration", settings);
        Some(editor)
    }

    /// The next message that is no question; questions of the server are answered.
    fn next(&mut self) -> Value {
        loop {
            let message = self.wire.next();
            let (Some(id), Some(method)) = (message.get("id"), message["method"].as_str()) else {
                return message;
            };
            let result = match method {
                "workspace/configuration" => message["params"]["items"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|item| match item["section"].as_str() {
                        Some("yaml") => self.settings.clone(),
                        _ => json!({}),
                    })
                    .collect(),
                _ => Value::Null,
            };
            self.wire
                .send(&json!({"jsonrpc": "2.0", "id": id, "result": result}));
        }
    }

    fn ask(&mut self, method: &str, params: Value) -> Value {
        let id = self.wire.request(method, params);
        loop {
            let message = self.next();
            if message["id"] == id {
                return message["result"].clone();
            }
        }
    }

    /// Opens a text and waits for what the server says of it: lines, from 1, and messages.
    fn open(&mut self, path: &Path, text: &str) -> Vec<(u64, String)> {
        let uri = format!("file://{}", path.display());
        self.wire.tell(
            "textDocument/didOpen",
            json!({"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": text}}),
        );
        loop {
            let message = self.next();
            let params = &message["params"];
            if message["method"] == "textDocument/publishDiagnostics" && params["uri"] == uri {
                return params["diagnostics"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .map(|said| {
                        let line = said["range"]["start"]["line"].as_u64().expect("a line");
                        (
                            line + 1,
                            said["message"].as_str().unwrap_or_default().to_owned(),
                        )
                    })
                    .collect();
            }
        }
    }
}

/// The spec without the comment that names its schema: the settings name the one of this folder.
fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path)
        .expect("a spec")
        .replacen("# yaml-language-server:", "#", 1)
}

#[test]
fn an_editor_says_nothing_of_specs_that_are_right() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let mut specs = vec![
        project().join("src/command/init.yaml"),
        project().join("tests/specs/every_field.yaml"),
    ];
    let examples = std::fs::read_dir(project().join("examples")).into_iter();
    let mut examples: Vec<PathBuf> = examples
        .flatten()
        .map(|entry| entry.expect("an entry").path().join("pullsecrets.yaml"))
        .filter(|path| path.is_file())
        .collect();
    examples.sort();
    specs.append(&mut examples);
    for path in specs {
        let said = editor.open(&path, &text_of(&path));
        assert_eq!(said, [], "{}", path.display());
    }
}

#[test]
fn an_editor_says_what_is_wrong_where_it_is() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    for (code, lines) in [
        ("PS0006", &[5, 11, 13, 16, 18][..]),
        ("PS0007", &[5, 10, 11, 14, 15, 17]),
        ("PS0009", &[6, 12, 14, 16, 18]),
        ("PS0010", &[6, 7, 9, 16, 17]),
        ("PS0018", &[9, 11, 15, 16, 19]),
        ("PS0019", &[6, 8, 9, 16]),
        ("PS0409", &[15, 16, 17, 18, 19]),
    ] {
        let case = format!("golden/findings/{code}/fail/pullsecrets.yaml");
        let path = project().join(case);
        let said = editor.open(&path, &text_of(&path));
        for line in lines {
            assert!(
                said.iter().any(|(at, _)| at == line),
                "{code}, line {line}: {said:?}"
            );
        }
    }
}

#[test]
fn an_editor_explains_a_field() {
    let Some(mut editor) = Editor::start() else {
        return;
    };
    let path = project().join("src/command/init.yaml");
    let text = text_of(&path);
    editor.open(&path, &text);
    for (field, words) in [
        ("password:", "The password or token"),
        ("server:", "Where the credential goes"),
        ("registries:", "Where credentials go and come from"),
        ("pullSecrets:", "The pull secrets of the project"),
    ] {
        let is_field = |line: &str| line.trim_start().starts_with(field);
        let line = text.lines().position(is_field).expect("the field");
        let column = text.lines().nth(line).and_then(|line| line.find(field));
        let hover = editor.ask(
            "textDocument/hover",
            json!({
                "textDocument": {"uri": format!("file://{}", path.display())},
                "position": {"line": line, "character": column.map(|column| column + 1)},
            }),
        );
        let shown = hover["contents"]["value"].as_str().unwrap_or_default();
        assert!(shown.contains(words), "{field} {shown}");
    }
}
