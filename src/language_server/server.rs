//! What a client may send, and what follows.

use hashbrown::HashMap;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{
    CodeActionParams, CompletionParams, DidChangeTextDocumentParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, GotoDefinitionParams, HoverParams,
    PublishDiagnosticsParams, ReferenceParams, RenameParams, TextDocumentPositionParams, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::client::{Client, capabilities};
use super::document::{Document, analyse, is_spec};
use super::names::Known;
use super::text::Text;
use super::{World, actions, address, analysis, completion, hover, references};

/// What the loop does after a message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reaction {
    /// Nothing.
    Nothing,
    /// The findings of this document are due at once.
    Due(String),
    /// The findings of this document are due when nothing was typed for a moment.
    Soon(String),
    /// The document is closed: nothing of it is due any more.
    Closed(String),
    /// The client is done; whether it said so in the proper order.
    Exit(bool),
}

#[derive(PartialEq, Eq)]
enum Phase {
    Fresh,
    Running,
    ShutDown,
}

/// The server's state.
pub struct Server<W> {
    world: W,
    client: Client,
    phase: Phase,
    documents: HashMap<String, Document>,
}

/// Why a request has no result.
pub(super) struct Refusal {
    code: ErrorCode,
    message: String,
}

impl Refusal {
    /// A request that is well formed and cannot be fulfilled.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            code: ErrorCode::RequestFailed,
            message: message.into(),
        }
    }
}

impl<W: World> Server<W> {
    /// A server that nobody has spoken to yet.
    #[must_use]
    pub fn new(world: W) -> Self {
        Self {
            world,
            client: Client::default(),
            phase: Phase::Fresh,
            documents: HashMap::new(),
        }
    }

    /// Takes a message. Answers go to `send`.
    pub fn receive(&mut self, message: Message, send: &mut Vec<Message>) -> Reaction {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let answer = self.request(request);
                send.push(Message::Response(response(id, answer)));
                Reaction::Nothing
            }
            Message::Notification(notification) => {
                if notification.method == "exit" {
                    return Reaction::Exit(self.phase == Phase::ShutDown);
                }
                match self.phase {
                    Phase::Running => self.notification(notification, send),
                    Phase::Fresh | Phase::ShutDown => Reaction::Nothing,
                }
            }
            // Nothing is ever asked of the client.
            Message::Response(_) => Reaction::Nothing,
        }
    }

    /// The findings of a document as they are now; nothing where it was closed.
    pub fn publish(&mut self, uri: &str) -> Option<Message> {
        let client = self.client;
        let document = self.documents.get_mut(uri)?;
        analyse(&self.world, document);
        let address = client.related.then_some(&document.uri);
        let diagnostics = document
            .findings
            .iter()
            .flatten()
            .map(|finding| analysis::diagnostic(finding, &document.text, client.encoding, address))
            .collect();
        Some(diagnostics_of(
            document.uri.clone(),
            diagnostics,
            Some(document.version),
        ))
    }

    fn notification(&mut self, notification: Notification, send: &mut Vec<Message>) -> Reaction {
        // What is of wrong shape is ignored: there is nobody to answer to.
        let Notification { method, params } = notification;
        match method.as_str() {
            "textDocument/didOpen" => {
                let Ok(params) = read::<DidOpenTextDocumentParams>(params) else {
                    return Reaction::Nothing;
                };
                let item = params.text_document;
                let key = item.uri.as_str().to_owned();
                let path = address::path(&key);
                if !is_spec(&key, &item.text) {
                    return Reaction::Nothing;
                }
                self.documents.insert(
                    key.clone(),
                    Document {
                        uri: item.uri,
                        path,
                        version: item.version,
                        text: Text::new(item.text),
                        findings: None,
                        known: Known::default(),
                    },
                );
                Reaction::Due(key)
            }
            "textDocument/didChange" => {
                let Ok(params) = read::<DidChangeTextDocumentParams>(params) else {
                    return Reaction::Nothing;
                };
                let key = params.text_document.uri.as_str().to_owned();
                let Some(document) = self.documents.get_mut(&key) else {
                    return Reaction::Nothing;
                };
                for change in params.content_changes {
                    let encoding = self.client.encoding;
                    document.text.change(change.range, change.text, encoding);
                }
                document.version = params.text_document.version;
                document.findings = None;
                Reaction::Soon(key)
            }
            "textDocument/didSave" => {
                // Another file may have been saved with it: what `check` reads is read again.
                let Ok(params) = read::<DidSaveTextDocumentParams>(params) else {
                    return Reaction::Nothing;
                };
                let key = params.text_document.uri.as_str().to_owned();
                match self.documents.get_mut(&key) {
                    Some(document) => {
                        document.findings = None;
                        Reaction::Soon(key)
                    }
                    None => Reaction::Nothing,
                }
            }
            "textDocument/didClose" => {
                let Ok(params) = read::<DidCloseTextDocumentParams>(params) else {
                    return Reaction::Nothing;
                };
                let key = params.text_document.uri.as_str().to_owned();
                match self.documents.remove(&key) {
                    Some(document) => {
                        send.push(diagnostics_of(document.uri, Vec::new(), None));
                        Reaction::Closed(key)
                    }
                    None => Reaction::Nothing,
                }
            }
            _ => Reaction::Nothing,
        }
    }

    fn request(&mut self, request: Request) -> Result<Value, Refusal> {
        let Request { method, params, .. } = request;
        match (&self.phase, method.as_str()) {
            (Phase::Fresh, "initialize") => {
                self.client = Client::of(&params);
                self.phase = Phase::Running;
                return Ok(json!({
                    "capabilities": capabilities(self.client.encoding),
                    "serverInfo": {"name": "pullsecrets", "version": env!("CARGO_PKG_VERSION")},
                }));
            }
            (Phase::Fresh, _) => {
                return Err(Refusal {
                    code: ErrorCode::ServerNotInitialized,
                    message: "the first request is `initialize`".to_owned(),
                });
            }
            (Phase::ShutDown, _) | (Phase::Running, "initialize") => {
                return Err(Refusal {
                    code: ErrorCode::InvalidRequest,
                    message: "this is not the time for this request".to_owned(),
                });
            }
            (Phase::Running, "shutdown") => {
                self.phase = Phase::ShutDown;
                return Ok(Value::Null);
            }
            (Phase::Running, _) => {}
        }
        let client = self.client;
        match method.as_str() {
            "textDocument/codeAction" => {
                let params: CodeActionParams = read(params)?;
                let uri = params.text_document.uri.as_str();
                let Some(document) = self.documents.get_mut(uri) else {
                    return Ok(Value::Null);
                };
                analyse(&self.world, document);
                let findings = document.findings.as_deref().unwrap_or_default();
                value(actions::of(document, findings, &params, client))
            }
            "textDocument/completion" => {
                let params: CompletionParams = read(params)?;
                let place = params.text_document_position;
                self.at(&place, |document, offset| {
                    value(completion::of(document, offset, client.encoding))
                })
            }
            "textDocument/hover" => {
                let params: HoverParams = read(params)?;
                let place = params.text_document_position_params;
                self.at(&place, |document, offset| {
                    value(hover::of(document, offset, client.encoding))
                })
            }
            "textDocument/definition" => {
                let params: GotoDefinitionParams = read(params)?;
                let place = params.text_document_position_params;
                self.at(&place, |document, offset| {
                    value(references::definition(document, offset, client.encoding))
                })
            }
            "textDocument/references" => {
                let params: ReferenceParams = read(params)?;
                let place = params.text_document_position;
                let all = params.context.include_declaration;
                self.at(&place, |document, offset| {
                    value(references::all(document, offset, client.encoding, all))
                })
            }
            "textDocument/prepareRename" => {
                let place: TextDocumentPositionParams = read(params)?;
                self.at(&place, |document, offset| {
                    value(references::prepare(document, offset, client.encoding))
                })
            }
            "textDocument/rename" => {
                let params: RenameParams = read(params)?;
                let place = params.text_document_position;
                self.at(&place, |document, offset| {
                    value(references::rename(
                        document,
                        offset,
                        client,
                        &params.new_name,
                    )?)
                })
            }
            _ => Err(Refusal {
                code: ErrorCode::MethodNotFound,
                message: "this server does not know the method".to_owned(),
            }),
        }
    }

    /// Runs a request on the document and the byte that it names.
    fn at(
        &self,
        place: &TextDocumentPositionParams,
        then: impl FnOnce(&Document, usize) -> Result<Value, Refusal>,
    ) -> Result<Value, Refusal> {
        let position = place.position;
        match self.documents.get(place.text_document.uri.as_str()) {
            Some(document) => {
                let offset = document.text.offset(position, self.client.encoding);
                then(document, offset)
            }
            None => Ok(Value::Null),
        }
    }
}

fn read<T: DeserializeOwned>(params: Value) -> Result<T, Refusal> {
    // The library's own words would repeat what was sent.
    serde_json::from_value(params).map_err(|_| Refusal {
        code: ErrorCode::InvalidParams,
        message: "the parameters are not those of this method".to_owned(),
    })
}

fn value(result: impl serde::Serialize) -> Result<Value, Refusal> {
    serde_json::to_value(result).map_err(|_| Refusal {
        code: ErrorCode::InternalError,
        message: "the result cannot be written as JSON".to_owned(),
    })
}

fn response(id: RequestId, answer: Result<Value, Refusal>) -> Response {
    match answer {
        Ok(value) => Response::new_ok(id, value),
        Err(refusal) => Response::new_err(id, refusal.code as i32, refusal.message),
    }
}

fn diagnostics_of(
    uri: Uri,
    diagnostics: Vec<lsp_types::Diagnostic>,
    version: Option<i32>,
) -> Message {
    Message::Notification(Notification::new(
        "textDocument/publishDiagnostics".to_owned(),
        PublishDiagnosticsParams {
            uri,
            diagnostics,
            version,
        },
    ))
}
