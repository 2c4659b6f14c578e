//! A Secret encrypted in place, as SOPS does with age: Flux, ksops and `sops -d` read it.
//!
//! `data` is encrypted, everything else stays readable. A value is AES-256-GCM under the file's
//! data key, with a nonce of 32 bytes and the path of the value as additional data; the data key is
//! an age file for each recipient. Over all values of the file, in their order, goes a SHA-512,
//! which is encrypted too, bound to the time of the last change: who changes a label without the
//! data key leaves a file that SOPS refuses.

use std::str::FromStr as _;
use std::time::Duration;

use age::x25519;
use aws_lc_rs::digest::{Context, SHA512};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::{Map, Value, json};
use x509_cert::der::DateTime;

use crate::credential::Confidential;
use crate::lower::{Custom, ManifestWriter, Metadata, Secrecy, docker_config};
use crate::model::Text;

use super::reuse::{self, KeptSops};
use super::{DOCKER_CONFIG, DOCKER_CONFIG_TYPE, Means, aes};

const API_VERSION: &str = "v1";
const KIND: &str = "Secret";
/// Which fields of a Secret are encrypted.
const ENCRYPTED_REGEX: &str = "^(data|stringData)$";
/// The version of SOPS whose files these are like.
const VERSION: &str = "3.11.0";
/// How SOPS spells the path of the value: each step with a colon behind it.
const VALUE_PATH: &[u8] = b"data:.dockerconfigjson:";

/// Who can open the files.
pub(super) struct Recipients {
    list: Vec<(String, x25519::Recipient)>,
    /// All of them, as a fingerprint covers them.
    joined: String,
}

impl Recipients {
    /// Those of `output.sops.age`; nothing where none is usable. Rules report those that are not.
    pub(super) fn read(age: &[Text<'_>]) -> Option<Self> {
        let list: Vec<_> = age
            .iter()
            .filter_map(|text| {
                let recipient = x25519::Recipient::from_str(text.value).ok()?;
                Some((text.value.to_owned(), recipient))
            })
            .collect();
        let names: Vec<_> = list.iter().map(|(name, _)| name.as_str()).collect();
        let joined = names.join(" ");
        (!list.is_empty()).then_some(Self { list, joined })
    }
}

/// The fields after `metadata`, encrypted or kept. `None` only where a library refuses what it has
/// no reason to refuse.
pub(super) fn custom(
    recipients: &Recipients,
    means: &Means,
    content: &Confidential,
    metadata: &Metadata<'_>,
) -> Option<Custom> {
    if means.secrecy == Secrecy::Redacted {
        return Some(secret(docker_config::REDACTED, None));
    }
    let base64 = docker_config::base64(content);
    // In the order in which the object is written.
    let mut values = Values(Context::new(&SHA512));
    values.string(API_VERSION);
    values.string(KIND);
    metadata.write(&mut values);
    values.string(DOCKER_CONFIG_TYPE);
    values.string(base64.expose_text()?);
    let digest = values.0.finish();
    let namespace = metadata.namespace.unwrap_or_default();
    let subject = [
        recipients.joined.as_bytes(),
        namespace.as_bytes(),
        metadata.name.as_bytes(),
        digest.as_ref(),
        base64.expose(),
    ];
    let key = means.reuse_key.as_ref();
    let kept = key.and_then(|key| {
        let kept = means.earlier.sops(namespace, &metadata.name)?;
        (kept.keys.len() == recipients.list.len()
            && key.made(reuse::SOPS, &subject, &kept.made(), &kept.fingerprint))
        .then_some(kept)
    });
    if let Some(kept) = kept {
        return Some(fields(recipients, kept));
    }
    let mut made = encrypt(
        recipients,
        means,
        &subject,
        base64.expose(),
        digest.as_ref(),
    )?;
    if let Some(key) = key {
        made.fingerprint = key.fingerprint(reuse::SOPS, &subject, &made.made());
    }
    Some(fields(recipients, &made))
}

impl KeptSops {
    /// All that was made by encrypting.
    fn made(&self) -> Vec<&[u8]> {
        [&self.value, &self.last_modified, &self.mac]
            .into_iter()
            .chain(&self.keys)
            .map(String::as_bytes)
            .collect()
    }
}

fn encrypt(
    recipients: &Recipients,
    means: &Means,
    subject: &[&[u8]],
    base64: &[u8],
    digest: &[u8],
) -> Option<KeptSops> {
    let now = u64::try_from(means.now).ok()?;
    let last_modified = DateTime::from_unix_duration(Duration::from_secs(now))
        .ok()?
        .to_string();
    let derive = |purpose: &str| {
        let protected = [subject, &[last_modified.as_bytes()]].concat();
        means.randomness.derive(purpose, &protected)
    };
    let data_key = derive("data key");
    let keys = recipients
        .list
        .iter()
        .map(|(_, recipient)| age::encrypt_and_armor(recipient, data_key.as_slice()).ok())
        .collect::<Option<_>>()?;
    let hex: String = digest.iter().map(|byte| format!("{byte:02X}")).collect();
    let value = text(&data_key, &derive("value nonce"), VALUE_PATH, base64)?;
    let mac = text(
        &data_key,
        &derive("digest nonce"),
        last_modified.as_bytes(),
        hex.as_bytes(),
    )?;
    Some(KeptSops {
        fingerprint: String::new(),
        value,
        keys,
        last_modified,
        mac,
    })
}

/// An encrypted text in SOPS's spelling.
fn text(key: &[u8; 32], nonce: &[u8; 32], additional: &[u8], plaintext: &[u8]) -> Option<String> {
    let encrypted = aes::encrypt_wide(key, nonce, additional, plaintext)?;
    Some(format!(
        "ENC[AES256_GCM,data:{},iv:{},tag:{},type:str]",
        BASE64_STANDARD.encode(encrypted.ciphertext),
        BASE64_STANDARD.encode(nonce),
        BASE64_STANDARD.encode(encrypted.tag),
    ))
}

fn fields(recipients: &Recipients, made: &KeptSops) -> Custom {
    let age: Vec<_> = recipients
        .list
        .iter()
        .zip(&made.keys)
        .map(|((recipient, _), enc)| json!({"recipient": recipient, "enc": enc}))
        .collect();
    let mut sops = Map::new();
    sops.insert("age".into(), age.into());
    sops.insert("lastmodified".into(), json!(made.last_modified));
    sops.insert("mac".into(), json!(made.mac));
    sops.insert("encrypted_regex".into(), json!(ENCRYPTED_REGEX));
    sops.insert("version".into(), json!(VERSION));
    if !made.fingerprint.is_empty() {
        sops.insert(reuse::SOPS_FIELD.into(), json!(made.fingerprint));
    }
    secret(&made.value, Some(sops))
}

/// The fields of a Secret, in the order in which the digest covers them.
fn secret(value: &str, sops: Option<Map<String, Value>>) -> Custom {
    let mut fields = Map::new();
    fields.insert("type".into(), json!(DOCKER_CONFIG_TYPE));
    fields.insert("data".into(), json!({DOCKER_CONFIG: value}));
    fields.extend(sops.map(|sops| ("sops".to_owned(), Value::Object(sops))));
    Custom {
        api_version: API_VERSION,
        kind: KIND,
        fields,
    }
}

/// Takes in the values of an object, and not its keys, as SOPS does for its MAC.
struct Values(Context);

impl ManifestWriter for Values {
    fn begin_mapping(&mut self) {}
    fn end_mapping(&mut self) {}
    fn begin_list(&mut self) {}
    fn end_list(&mut self) {}
    fn key(&mut self, _key: &str) {}

    fn string(&mut self, value: &str) {
        self.0.update(value.as_bytes());
    }

    fn boolean(&mut self, value: bool) {
        self.0.update(if value { b"True" } else { b"False" });
    }

    fn number(&mut self, literal: &str) {
        self.0.update(literal.as_bytes());
    }

    fn null(&mut self) {}
}
