//! The hash that `naming: hash` puts behind a name: of what will be written, so that it does not
//! depend on how a body was spelled.

use crate::lower::name_hash::Hasher;
use crate::lower::{ManifestWriter, WorkflowObject};

/// The hash of kind and spec. Labels and annotations do not change what runs.
pub(super) fn of(object: &WorkflowObject<'_>) -> String {
    let mut writer = HashWriter(Hasher::new());
    writer.string(object.kind);
    object.write(&mut writer);
    writer.0.finish()
}

/// Feeds what is written to a hash: each value with its kind and length, so that different ones
/// never meet.
struct HashWriter(Hasher);

impl HashWriter {
    fn text(&mut self, kind: u8, text: &str) {
        self.0.update(&[kind]);
        self.0.update(&(text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }
}

impl ManifestWriter for HashWriter {
    fn begin_mapping(&mut self) {
        self.0.update(b"{");
    }

    fn end_mapping(&mut self) {
        self.0.update(b"}");
    }

    fn begin_list(&mut self) {
        self.0.update(b"[");
    }

    fn end_list(&mut self) {
        self.0.update(b"]");
    }

    fn key(&mut self, key: &str) {
        self.text(b'k', key);
    }

    fn string(&mut self, value: &str) {
        self.text(b's', value);
    }

    fn boolean(&mut self, value: bool) {
        self.0.update(if value { b"t" } else { b"f" });
    }

    fn number(&mut self, literal: &str) {
        self.text(b'n', literal);
    }

    fn null(&mut self) {
        self.0.update(b"0");
    }
}
