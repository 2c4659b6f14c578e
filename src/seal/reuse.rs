//! Which earlier forms may be kept: see the module's own page for why it is done so.

use aws_lc_rs::{constant_time, hmac};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use hashbrown::HashMap;

use crate::source::{Masking, Source, SourceId};
use crate::syntax::{Limits, NodeId, Tree, parse_stream};

use super::DOCKER_CONFIG;
use super::randomness::keyed_digest;

/// The annotation of a SealedSecret that holds its fingerprint.
pub const FINGERPRINT: &str = "pullsecrets.dev/fingerprint";
/// The field beside SOPS's own that holds a file's fingerprint.
pub(super) const SOPS_FIELD: &str = "pullsecrets_fingerprint";
/// What a fingerprint of a SealedSecret is made for.
pub(super) const SEALED_SECRET: &str = "SealedSecret fingerprint 1";
/// What a fingerprint of a SOPS file is made for.
pub(super) const SOPS: &str = "Sops fingerprint 1";

/// A shorter key would be guessed along with the password.
const SHORTEST_KEY: usize = 16;

/// The key under which fingerprints are made. It opens nothing.
pub struct ReuseKey(hmac::Key);

impl ReuseKey {
    /// A key from what the user offers: bytes, without blanks around them. `None` where they are
    /// fewer than 16 (`openssl rand -hex 32` prints good ones).
    #[must_use]
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let bytes = bytes.trim_ascii();
        (bytes.len() >= SHORTEST_KEY).then(|| Self(hmac::Key::new(hmac::HMAC_SHA256, bytes)))
    }

    /// The fingerprint of what a ciphertext was made from and of the ciphertext.
    pub(super) fn fingerprint(&self, purpose: &str, subject: &[&[u8]], made: &[&[u8]]) -> String {
        BASE64_STANDARD.encode(self.tag(purpose, subject, made))
    }

    /// Whether a fingerprint is that of this ciphertext, made from this.
    pub(super) fn made(
        &self,
        purpose: &str,
        subject: &[&[u8]],
        made: &[&[u8]],
        fingerprint: &str,
    ) -> bool {
        BASE64_STANDARD.decode(fingerprint).is_ok_and(|expected| {
            let tag = self.tag(purpose, subject, made);
            constant_time::verify_slices_are_equal(tag.as_ref(), &expected).is_ok()
        })
    }

    fn tag(&self, purpose: &str, subject: &[&[u8]], made: &[&[u8]]) -> hmac::Tag {
        let count = (subject.len() as u64).to_be_bytes();
        keyed_digest(&self.0, purpose, &[&[&count[..]], subject, made].concat())
    }
}

/// A sealed value of an earlier output.
pub(super) struct KeptSealed {
    pub(super) fingerprint: String,
    pub(super) value: String,
}

/// A SOPS file of an earlier output.
pub(super) struct KeptSops {
    pub(super) fingerprint: String,
    pub(super) value: String,
    /// The data key's age files, in the order of their recipients.
    pub(super) keys: Vec<String>,
    pub(super) last_modified: String,
    pub(super) mac: String,
}

/// What an earlier build encrypted and made a fingerprint of.
#[derive(Default)]
pub struct Earlier {
    sealed: HashMap<String, KeptSealed>,
    sops: HashMap<String, KeptSops>,
}

impl Earlier {
    /// Takes in the text of an output: a file of a directory, or a stream. What carries no
    /// fingerprint, or does not parse, is passed over: it is made anew.
    pub fn add(&mut self, text: &str) {
        if !text.contains(FINGERPRINT) && !text.contains(SOPS_FIELD) {
            return;
        }
        let source = Source::new("", text, Masking::Hidden);
        let parsed = parse_stream(&source, SourceId(u32::MAX), Limits::default());
        let tree = &parsed.tree;
        for root in tree.roots() {
            match tree.get(*root, "items").and_then(|items| tree.items(items)) {
                Some(items) => items.iter().for_each(|item| self.add_object(tree, *item)),
                None => self.add_object(tree, *root),
            }
        }
    }

    fn add_object(&mut self, tree: &Tree<'_>, object: NodeId) {
        let text = |path: &[&str]| text_at(tree, object, path);
        let Some(name) = text(&["metadata", "name"]) else {
            return;
        };
        let object_key = key(text(&["metadata", "namespace"]).unwrap_or_default(), name);
        match text(&["kind"]) {
            Some("SealedSecret") => {
                let fingerprint = text(&["metadata", "annotations", FINGERPRINT]);
                let value = text(&["spec", "encryptedData", DOCKER_CONFIG]);
                if let (Some(fingerprint), Some(value)) = (fingerprint, value) {
                    let kept = KeptSealed {
                        fingerprint: fingerprint.to_owned(),
                        value: value.to_owned(),
                    };
                    self.sealed.insert(object_key, kept);
                }
            }
            Some("Secret") => {
                if let Some(kept) = kept_sops(tree, object) {
                    self.sops.insert(object_key, kept);
                }
            }
            _ => {}
        }
    }

    pub(super) fn sealed_secret(&self, namespace: &str, name: &str) -> Option<&KeptSealed> {
        self.sealed.get(&key(namespace, name))
    }

    pub(super) fn sops(&self, namespace: &str, name: &str) -> Option<&KeptSops> {
        self.sops.get(&key(namespace, name))
    }
}

/// Neither part can hold a slash in an object that the API server takes.
fn key(namespace: &str, name: &str) -> String {
    format!("{namespace}/{name}")
}

fn kept_sops(tree: &Tree<'_>, object: NodeId) -> Option<KeptSops> {
    let text = |path: &[&str]| text_at(tree, object, path).map(str::to_owned);
    let age = tree.get(tree.get(object, "sops")?, "age")?;
    let keys = tree.items(age)?.iter();
    Some(KeptSops {
        fingerprint: text(&["sops", SOPS_FIELD])?,
        value: text(&["data", DOCKER_CONFIG])?,
        keys: keys
            .map(|entry| text_at(tree, *entry, &["enc"]).map(str::to_owned))
            .collect::<Option<_>>()?,
        last_modified: text(&["sops", "lastmodified"])?,
        mac: text(&["sops", "mac"])?,
    })
}

fn text_at<'t>(tree: &'t Tree<'_>, node: NodeId, path: &[&str]) -> Option<&'t str> {
    tree.text(tree.under(node, path)?)
}
