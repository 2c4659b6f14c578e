//! What a client and this server can do.

use lsp_types::{
    CodeActionKind, CodeActionOptions, CompletionOptions, HoverProviderCapability, OneOf,
    PositionEncodingKind, RenameOptions, SaveOptions, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions,
    TextDocumentSyncSaveOptions,
};
use serde_json::Value;

use super::text::Encoding;

/// What the client can do.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Client {
    /// The units of columns.
    pub(super) encoding: Encoding,
    /// Whether it shows second places of a diagnostic.
    pub(super) related: bool,
    /// Whether it takes changes of a document with their version.
    pub(super) versioned: bool,
}

impl Client {
    /// What a client says of itself in `initialize`; what it says in another shape it cannot do.
    pub(super) fn of(params: &Value) -> Self {
        let capabilities = &params["capabilities"];
        let offered = capabilities["general"]["positionEncodings"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        let document = &capabilities["textDocument"];
        Self {
            encoding: Encoding::agreed(offered.iter().filter_map(Value::as_str)),
            related: document["publishDiagnostics"]["relatedInformation"] == true,
            versioned: capabilities["workspace"]["workspaceEdit"]["documentChanges"] == true,
        }
    }
}

/// What this server does.
pub(super) fn capabilities(encoding: Encoding) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(PositionEncodingKind::new(encoding.word())),
        text_document_sync: Some(TextDocumentSyncCapability::Options(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::INCREMENTAL),
                save: Some(TextDocumentSyncSaveOptions::SaveOptions(
                    SaveOptions::default(),
                )),
                ..TextDocumentSyncOptions::default()
            },
        )),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(["[", ",", " "].map(str::to_owned).into()),
            ..CompletionOptions::default()
        }),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: Default::default(),
        })),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QUICKFIX]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        ..ServerCapabilities::default()
    }
}
