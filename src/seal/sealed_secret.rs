//! SealedSecret of Bitnami's controller: what `kubeseal` makes.
//!
//! A value is two bytes of length (big-endian), that many bytes of RSA-OAEP, and AES-256-GCM up to
//! the end; the first hands the second its key, which is drawn for this value alone, so that the
//! nonce may be zero. The label of OAEP binds the value to its object, its namespace or nothing.

use std::borrow::Cow;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Map, json};

use crate::credential::Confidential;
use crate::lower::{Custom, Metadata, Secrecy, docker_config};
use crate::model::Scope;

use super::certificate::Certificate;
use super::{DOCKER_CONFIG, DOCKER_CONFIG_TYPE, FINGERPRINT, Means, aes, annotate, carry, reuse};

/// What is the same for every sealed secret of a run.
pub(super) struct Recipient {
    pub(super) certificate: Certificate,
    pub(super) scope: Scope,
}

/// The fields after `metadata`, sealed or kept; `metadata` gets the annotations of the scope and of
/// the fingerprint. `None` only where a library refuses what it has no reason to refuse.
pub(super) fn custom(
    recipient: &Recipient,
    means: &Means,
    content: &Confidential,
    metadata: &mut Metadata<'_>,
) -> Option<Custom> {
    if means.secrecy == Secrecy::Redacted {
        let marker = docker_config::REDACTED.to_owned();
        return Some(recipient.object(marker, metadata));
    }
    let namespace = metadata.namespace.unwrap_or_default();
    let subject = [
        recipient.certificate.identity.as_slice(),
        recipient.scope.word().as_bytes(),
        namespace.as_bytes(),
        metadata.name.as_bytes(),
        content.expose(),
    ];
    let key = means.reuse_key.as_ref();
    let kept = key.and_then(|key| {
        let kept = means.earlier.sealed_secret(namespace, &metadata.name)?;
        let made = [kept.value.as_bytes()];
        key.made(reuse::SEALED_SECRET, &subject, &made, &kept.fingerprint)
            .then(|| kept.value.clone())
    });
    let encrypted = match kept {
        Some(kept) => kept,
        None => {
            let label = recipient.label(namespace, &metadata.name);
            let session_key = means.randomness.derive("session key", &subject);
            recipient.encrypt(content.expose(), &label, &session_key)?
        }
    };
    let fingerprint = key.map(|key| {
        let made = [encrypted.as_bytes()];
        key.fingerprint(reuse::SEALED_SECRET, &subject, &made)
    });
    let custom = recipient.object(encrypted, metadata);
    if let Some(fingerprint) = fingerprint {
        annotate(metadata, FINGERPRINT, Cow::Owned(fingerprint));
    }
    Some(custom)
}

impl Recipient {
    /// What OAEP binds the value to.
    fn label(&self, namespace: &str, name: &str) -> String {
        match self.scope {
            Scope::Strict => format!("{namespace}/{name}"),
            Scope::NamespaceWide => namespace.to_owned(),
            Scope::ClusterWide => String::new(),
        }
    }

    /// A value of `encryptedData`.
    fn encrypt(&self, plaintext: &[u8], label: &str, session_key: &[u8; 32]) -> Option<String> {
        let wrapped = self.certificate.encrypt(session_key, label.as_bytes())?;
        let encrypted = aes::encrypt_once(session_key, plaintext)?;
        let length = u16::try_from(wrapped.len()).ok()?.to_be_bytes();
        let parts = [
            length.as_slice(),
            &wrapped,
            &encrypted.ciphertext,
            &encrypted.tag,
        ];
        Some(BASE64_STANDARD.encode(parts.concat()))
    }

    /// The fields after `metadata`, and in `metadata` the annotation of the scope.
    fn object(&self, encrypted: String, metadata: &mut Metadata<'_>) -> Custom {
        if let Some(annotation) = self.scope.annotation() {
            annotate(metadata, annotation, Cow::Borrowed("true"));
        }
        let mut template = Map::new();
        template.insert("name".into(), json!(metadata.name));
        template.insert("namespace".into(), json!(metadata.namespace));
        carry(metadata, &mut template);
        let mut fields = Map::new();
        fields.insert(
            "spec".into(),
            json!({
                "encryptedData": {DOCKER_CONFIG: encrypted},
                "template": {"metadata": template, "type": DOCKER_CONFIG_TYPE},
            }),
        );
        Custom {
            api_version: "bitnami.com/v1alpha1",
            kind: "SealedSecret",
            fields,
        }
    }
}
