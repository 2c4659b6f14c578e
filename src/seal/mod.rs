//! The forms of Secrets that may lie in Git: SealedSecret, ExternalSecret, SOPS.
//!
//! [`Recipients::read`] looks at what a run encrypts to, once; [`Sealer::seal`] makes one object of
//! a form from what `lower` knows of it. `check` stops after the first.
//!
//! # Nothing changes that did not change
//!
//! Encryption is random, so that a build which encrypted everything again would change every file
//! each time. An earlier output is therefore kept where it was made from the same plaintext for the
//! same recipients, object and scope. To know that, an encrypted form carries a *fingerprint*: an
//! HMAC-SHA256 over all of these and over the ciphertext itself, under a key that the user offers
//! and that does not lie in the repository.
//!
//! - A plain hash would tell everybody who reads the repository when a guess at the password was
//!   right, at the speed of a graphics card; so would one with a salt, and so would one under a key
//!   that is made from anything in the repository.
//! - Opening the earlier form instead would need the private key. For SealedSecrets only the
//!   cluster has it, and the point of the form is that it stays there; who builds with SOPS needs
//!   recipients alone, and a CI that can decrypt everything would be a worse place than one that
//!   can tell whether something changed. The reuse key opens nothing.
//! - The ciphertext is under the HMAC too, so that a form which somebody else put in its place
//!   (sealing needs the public key alone) is not taken for ours and is made anew.
//!
//! Without a reuse key there is no fingerprint and every build encrypts anew. Who has the key can
//! test guesses at passwords, offline, against what lies in the repository: it deserves the care of
//! the credentials from which the same machine builds. A fingerprint is in an annotation of a
//! SealedSecret, which the controller does not copy to the Secret, and in the `sops` part of a SOPS
//! file, which `sops -d` takes away.

mod aes;
mod certificate;
mod external_secret;
mod randomness;
mod reuse;
mod sealed_secret;
mod sops;

use std::borrow::Cow;

use serde_json::{Map, Value};

use crate::credential::{Answers, Confidential, Origin};
use crate::finding::{Finding, catalogue};
use crate::kubernetes::{DOCKER_CONFIG, DOCKER_CONFIG_TYPE};
use crate::lower::{Body, Metadata, Object, Secrecy};
use crate::model::{Form, Spec, Text};
use crate::plan::{Plan, PullSecretId};

pub use randomness::Randomness;
pub use reuse::{Earlier, FINGERPRINT, ReuseKey};

use certificate::Certificate;

/// What Secrets are encrypted to: the certificate of a Sealed Secrets controller, age recipients.
#[derive(Default)]
pub struct Recipients<'a> {
    sealed: Option<(sealed_secret::Recipient, Text<'a>)>,
    sops: Option<sops::Recipients>,
}

impl<'a> Recipients<'a> {
    /// Reads them, and reports a certificate that does not seal at `now` (seconds since 1970). A
    /// certificate that was not asked for or could not be read is not reported here, and what is
    /// missing or misspelt in the spec is the business of rules.
    #[must_use]
    pub fn read(spec: &'a Spec<'a>, answers: &Answers<'_>, now: i64) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let mut sealed = None;
        if let Some(part) = &spec.output.sealed_secrets
            && let Some(path) = part.certificate
            && let Some(Ok(bytes)) = answers.get(Origin::File(path.value))
        {
            match Certificate::read(bytes.expose(), now) {
                Ok(certificate) => {
                    let scope = part.scope;
                    sealed = Some((sealed_secret::Recipient { certificate, scope }, path));
                }
                Err(fault) => findings.push(fault.finding(path)),
            }
        }
        let sops = spec
            .output
            .sops
            .as_ref()
            .and_then(|part| sops::Recipients::read(&part.age));
        (Self { sealed, sops }, findings)
    }
}

/// What a run brings along to encrypt with.
pub struct Means {
    /// Seconds since 1970: SOPS files carry the time at which they were made.
    pub now: i64,
    /// What the operating system drew.
    pub randomness: Randomness,
    /// The key under which fingerprints are made, where the user offers one.
    pub reuse_key: Option<ReuseKey>,
    /// What an earlier build encrypted.
    pub earlier: Earlier,
    /// Whether credentials come out at all.
    pub secrecy: Secrecy,
}

/// Makes the objects of all forms but Secret.
pub struct Sealer<'a> {
    spec: &'a Spec<'a>,
    plan: &'a Plan<'a>,
    recipients: &'a Recipients<'a>,
    means: Means,
}

impl<'a> Sealer<'a> {
    /// Puts together what all objects share.
    #[must_use]
    pub fn new(
        spec: &'a Spec<'a>,
        plan: &'a Plan<'a>,
        recipients: &'a Recipients<'a>,
        means: Means,
    ) -> Self {
        Self {
            spec,
            plan,
            recipients,
            means,
        }
    }

    /// The object of a pull secret whose form is not Secret. `metadata` is that of the plain form;
    /// `docker_config` its content, which an ExternalSecret does without. Nothing where that, the
    /// certificate or every recipient is missing: all have been reported then.
    ///
    /// # Errors
    /// Where a library refuses to encrypt, which it has no reason to.
    pub fn seal<'o>(
        &self,
        id: PullSecretId,
        mut metadata: Metadata<'o>,
        docker_config: Option<&Confidential>,
    ) -> Result<Option<Object<'o>>, Box<Finding>> {
        let planned = self.plan.pull_secret(id);
        let Recipients { sealed, sops } = self.recipients;
        let means = &self.means;
        let custom = match planned.form {
            Form::Secret => return Ok(None),
            Form::ExternalSecret => external_secret::custom(self.spec, planned, &metadata),
            Form::SealedSecret => {
                let (Some((recipient, path)), Some(content)) = (sealed, docker_config) else {
                    return Ok(None);
                };
                sealed_secret::custom(recipient, means, content, &mut metadata).ok_or_else(
                    || {
                        let what =
                            format!("nothing can be encrypted with the key of `{}`", path.value);
                        Box::new(catalogue::CERTIFICATE_INVALID.at(path.span, what))
                    },
                )?
            }
            Form::Sops => {
                let (Some(recipients), Some(content)) = (sops, docker_config) else {
                    return Ok(None);
                };
                sops::custom(recipients, means, content, &metadata).ok_or_else(|| {
                    let name = &planned.name;
                    let what = format!("`{name}` cannot be encrypted to the age recipients");
                    Box::new(catalogue::RECIPIENT_INVALID.at(planned.place, what))
                })?
            }
        };
        Ok(Some(Object {
            metadata,
            body: Body::Custom(custom),
        }))
    }
}

/// Adds an annotation, in its place by byte order; one of that name is replaced.
fn annotate<'o>(metadata: &mut Metadata<'o>, name: &'static str, value: Cow<'o, str>) {
    let list = metadata.annotations.to_mut();
    match list.binary_search_by(|(key, _)| (**key).cmp(name)) {
        Ok(at) => list[at].1 = value,
        Err(at) => list.insert(at, (Cow::Borrowed(name), value)),
    }
}

/// A label or an annotation.
type Pair<'o> = (Cow<'o, str>, Cow<'o, str>);

/// Puts the labels and annotations of a Secret into the template of the object that becomes it.
/// Argo CD's annotations speak of the object that it applies: on a Secret that a controller made,
/// they would order or protect nothing.
fn carry(metadata: &Metadata<'_>, template: &mut Map<String, Value>) {
    let is_for_the_secret = |(key, _): &&Pair<'_>| !key.starts_with("argocd.argoproj.io/");
    let annotations = metadata.annotations.iter().filter(is_for_the_secret);
    for (field, pairs) in [
        ("labels", mapping(metadata.labels.iter())),
        ("annotations", mapping(annotations)),
    ] {
        if !pairs.is_empty() {
            template.insert(field.into(), Value::Object(pairs));
        }
    }
}

/// Pairs as a mapping.
fn mapping<'p, 'o: 'p>(pairs: impl Iterator<Item = &'p Pair<'o>>) -> Map<String, Value> {
    pairs
        .map(|(key, value)| (key.to_string(), Value::from(&**value)))
        .collect()
}
