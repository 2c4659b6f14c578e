//! The certificate of a Sealed Secrets controller: one RSA certificate in PEM.

use aws_lc_rs::digest;
use aws_lc_rs::rsa::{OAEP_SHA256_MGF1SHA256, OaepPublicEncryptingKey, PublicEncryptingKey};
use base64::prelude::{BASE64_STANDARD, Engine as _};
use x509_cert::Certificate as X509;
use x509_cert::der::asn1::{AnyRef, UintRef};
use x509_cert::der::oid::ObjectIdentifier;
use x509_cert::der::{Decode, Encode, Reader as _, SliceReader};

use crate::finding::{Code, Finding, catalogue};
use crate::model::Text;

/// rsaEncryption of PKCS #1.
const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
/// What aws-lc takes for encryption, and what is safe.
const SMALLEST_KEY: usize = 2048;
const LARGEST_KEY: usize = 8192;

/// The public half of a controller's key pair.
pub(super) struct Certificate {
    key: OaepPublicEncryptingKey,
    /// SHA-256 of the public key, by which a reused form knows its recipient.
    pub(super) identity: [u8; 32],
}

impl Certificate {
    /// Reads a certificate that seals at `now` (seconds since 1970).
    pub(super) fn read(bytes: &[u8], now: i64) -> Result<Self, Fault> {
        let certificate = decode(bytes)?;
        let tbs = &certificate.tbs_certificate;
        let public_key = &tbs.subject_public_key_info;
        if public_key.algorithm.oid != RSA {
            return Err(Fault::NotRsa);
        }
        let bits = modulus_bits(public_key.subject_public_key.raw_bytes()).unwrap_or(0);
        if bits < SMALLEST_KEY {
            return Err(Fault::SmallKey(bits));
        }
        let encoded = public_key.to_der().map_err(|_| Fault::Broken)?;
        let key = PublicEncryptingKey::from_der(&encoded)
            .ok()
            .filter(|_| bits <= LARGEST_KEY)
            .and_then(|key| OaepPublicEncryptingKey::new(key).ok())
            .ok_or(Fault::UnusableKey)?;
        let validity = &tbs.validity;
        let [first, last] = [validity.not_before, validity.not_after]
            .map(|time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX));
        if now < first {
            return Err(Fault::NotYetValid(
                validity.not_before.to_date_time().to_string(),
            ));
        }
        if now > last {
            return Err(Fault::Expired(
                validity.not_after.to_date_time().to_string(),
            ));
        }
        let mut identity = [0; 32];
        identity.copy_from_slice(digest::digest(&digest::SHA256, &encoded).as_ref());
        Ok(Self { key, identity })
    }

    /// RSA-OAEP with SHA-256, for both of its hashes, and a label. `None` where the library
    /// refuses, which no key of a size that was accepted gives it a reason for.
    pub(super) fn encrypt(&self, plaintext: &[u8; 32], label: &[u8]) -> Option<Vec<u8>> {
        let mut ciphertext = vec![0; self.key.ciphertext_size()];
        let length = self
            .key
            .encrypt(
                &OAEP_SHA256_MGF1SHA256,
                plaintext,
                &mut ciphertext,
                Some(label),
            )
            .ok()?
            .len();
        ciphertext.truncate(length);
        Some(ciphertext)
    }
}

/// Why a file is no certificate that seals.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Fault {
    /// No PEM at all.
    NotPem,
    /// The binary form.
    Der,
    /// PEM of a private key.
    PrivateKey,
    /// PEM of something else, a bare public key for one.
    NotCertificate,
    /// More than one certificate.
    Several(usize),
    /// A certificate that cannot be decoded.
    Broken,
    /// The key is of another kind.
    NotRsa,
    /// The key has so few bits.
    SmallKey(usize),
    /// The key is larger than what is taken, or malformed.
    UnusableKey,
    /// Valid only from that moment on.
    NotYetValid(String),
    /// Valid up to that moment.
    Expired(String),
}

impl Fault {
    /// The finding, at the path in the spec.
    pub(super) fn finding(&self, path: Text<'_>) -> Finding {
        const FETCH: &str = "write the controller's certificate there: \
                             `kubeseal --fetch-cert > ";
        let fetch = || format!("{FETCH}{}`", path.value);
        let (code, what, help): (Code, String, String) = match self {
            Self::NotPem => (
                catalogue::CERTIFICATE_INVALID,
                "is no certificate in PEM".into(),
                fetch(),
            ),
            Self::Der => (
                catalogue::CERTIFICATE_INVALID,
                "is binary, and a certificate in PEM is needed".into(),
                format!(
                    "convert it: `openssl x509 -inform der -in {0} -out {0}.pem`",
                    path.value
                ),
            ),
            Self::PrivateKey => (
                catalogue::CERTIFICATE_INVALID,
                "holds a private key".into(),
                format!(
                    "whoever has it can open every sealed secret: take it away, and {}",
                    fetch()
                ),
            ),
            Self::NotCertificate => (
                catalogue::CERTIFICATE_INVALID,
                "is PEM, but of something other than a certificate".into(),
                fetch(),
            ),
            Self::Several(count) => (
                catalogue::CERTIFICATE_INVALID,
                format!("holds {count} certificates, and one seals"),
                "keep the newest one, which `kubeseal --fetch-cert` prints".into(),
            ),
            Self::Broken => (
                catalogue::CERTIFICATE_INVALID,
                "holds a certificate that cannot be decoded".into(),
                fetch(),
            ),
            Self::NotRsa => (
                catalogue::CERTIFICATE_INVALID,
                "holds a certificate whose key is not RSA".into(),
                format!("the controller opens RSA alone; {}", fetch()),
            ),
            Self::SmallKey(bits) => (
                catalogue::CERTIFICATE_INVALID,
                format!("holds an RSA key of {bits} bits, and {SMALLEST_KEY} is the least"),
                "let the controller make a new key pair, and fetch its certificate".into(),
            ),
            Self::UnusableKey => (
                catalogue::CERTIFICATE_INVALID,
                format!(
                    "holds an RSA key that cannot be used: {SMALLEST_KEY} to {LARGEST_KEY} bits \
                     are taken"
                ),
                fetch(),
            ),
            Self::NotYetValid(moment) => (
                catalogue::CERTIFICATE_DATES,
                format!("holds a certificate that is valid only from {moment} on"),
                "set this machine's clock, or fetch the certificate that the controller uses now: \
                 `kubeseal --fetch-cert`"
                    .into(),
            ),
            Self::Expired(moment) => (
                catalogue::CERTIFICATE_DATES,
                format!("holds a certificate that expired at {moment}"),
                format!(
                    "fetch the one that the controller uses now: `kubeseal --fetch-cert > {}`",
                    path.value
                ),
            ),
        };
        code.at(path.span, format!("`{}` {what}", path.value))
            .help(help)
    }
}

/// The only certificate of a PEM file, which may hold text around it, as `openssl x509 -text`
/// prints it.
fn decode(bytes: &[u8]) -> Result<X509, Fault> {
    let blocks = match std::str::from_utf8(bytes) {
        Ok(text) => pem_blocks(text),
        Err(_) => Vec::new(),
    };
    if blocks.is_empty() {
        // A DER certificate is a SEQUENCE whose length takes two bytes.
        return Err(match bytes.starts_with(&[0x30, 0x82]) {
            true => Fault::Der,
            false => Fault::NotPem,
        });
    }
    if blocks
        .iter()
        .any(|block| block.label.contains("PRIVATE KEY"))
    {
        return Err(Fault::PrivateKey);
    }
    let mut certificates = blocks.iter().filter(|block| block.label == "CERTIFICATE");
    let first = certificates.next().ok_or(Fault::NotCertificate)?;
    match certificates.count() {
        0 => {}
        more => return Err(Fault::Several(more + 1)),
    }
    let der = BASE64_STANDARD
        .decode(&first.base64)
        .map_err(|_| Fault::Broken)?;
    X509::from_der(&der).map_err(|_| Fault::Broken)
}

/// One `-----BEGIN …-----` to `-----END …-----`.
struct PemBlock<'a> {
    label: &'a str,
    /// Without line ends.
    base64: String,
}

/// The blocks of a text; one that does not end is none.
fn pem_blocks(text: &str) -> Vec<PemBlock<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<PemBlock<'_>> = None;
    for line in text.lines().map(str::trim) {
        let boundary = |word| {
            line.strip_prefix("-----")?
                .strip_suffix("-----")?
                .strip_prefix(word)
        };
        if let Some(label) = boundary("BEGIN ") {
            open = Some(PemBlock {
                label,
                base64: String::new(),
            });
        } else if let Some(label) = boundary("END ") {
            blocks.extend(open.take().filter(|block| block.label == label));
        } else if let Some(block) = &mut open {
            block.base64.push_str(line);
        }
    }
    blocks
}

/// The bits of an RSAPublicKey's modulus.
fn modulus_bits(der: &[u8]) -> Option<usize> {
    let mut reader = SliceReader::new(der).ok()?;
    let modulus = reader
        .sequence(|reader| {
            let modulus = UintRef::decode(reader)?.as_bytes();
            AnyRef::decode(reader)?;
            Ok::<_, x509_cert::der::Error>(modulus)
        })
        .ok()?;
    let first = modulus.first()?;
    Some(modulus.len() * 8 - first.leading_zeros() as usize)
}
