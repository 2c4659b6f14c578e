//! The fields of the language, as far as masking has to know them: what is a field, and what may
//! be shown below it.

use super::is_token;

/// Where a node stands in the language, as far as masking cares.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A mapping whose keys are fields of these names; its scalars are shown.
    Fields(&'static [(&'static str, Part)]),
    /// The same, and a scalar in its place is masked.
    Secretive(&'static [(&'static str, Part)]),
    /// A mapping whose keys the user chose; the part of each value.
    Names(&'static Part),
    /// The same, and a scalar in its place is masked.
    SecretiveNames(&'static Part),
    /// The user's own text, of any shape.
    Shown,
    /// A part of a manifest: shown, but for the values of its variables.
    Manifest,
    /// One word, which is shown; anything else in its place is masked.
    Word,
    /// The same, but a server with a user before its host is masked: its password stands there.
    Server,
    /// Below a key that the language does not know.
    Masked,
}

use Part::{Fields, Manifest, Masked, Names, Secretive, SecretiveNames, Server, Shown, Word};

impl Part {
    /// Whether a scalar in the place of this part is masked.
    pub(super) fn masks_scalar(self, text: &str) -> bool {
        match self {
            Masked | Secretive(_) | SecretiveNames(_) => true,
            Server => text.contains('@'),
            Word => is_token(text),
            Fields(_) | Names(_) | Shown | Manifest => false,
        }
    }

    /// Whether a credential is looked for in this place, so that what YAML takes for a tag or an
    /// anchor in front of it may be the credential itself.
    pub(super) fn is_secretive(self) -> bool {
        matches!(self, Masked | Secretive(_))
    }

    /// Whether lists and mappings in the place of this part are masked.
    pub(super) fn masks_collections(self) -> bool {
        matches!(self, Word | Server)
    }
}

/// A credential's value: a literal is masked.
const VALUE: Part = Secretive(&[("env", Word), ("file", Word)]);

const AUTH_FILE: Part = Secretive(&[("file", Word), ("server", Server)]);

/// A key of a store: whoever writes the value itself in its place must not see it printed.
const REMOTE_KEY: Part = Secretive(&[("key", Word), ("property", Word), ("version", Word)]);

const REGISTRY: Part = Secretive(&[
    ("server", Server),
    ("username", VALUE),
    ("password", VALUE),
    ("email", Fields(&[("env", Word), ("file", Word)])),
    ("auth", VALUE),
    ("authFile", AUTH_FILE),
    ("authServer", Server),
    ("authSecretName", Word),
    ("secrets", Word),
    (
        "external",
        Secretive(&[
            ("store", Fields(&[("name", Word), ("kind", Word)])),
            ("username", REMOTE_KEY),
            ("password", REMOTE_KEY),
            ("generator", Fields(&[("kind", Word), ("name", Word)])),
            ("refreshInterval", Word),
        ]),
    ),
]);

/// Whoever takes `secrets` for values writes one in the place of a pull secret.
const PULL_SECRET: Part = Secretive(&[
    ("registries", Shown),
    ("authFile", AUTH_FILE),
    ("existing", Shown),
    ("secrets", Shown),
]);

const SERVICE_ACCOUNT: Part = Fields(&[
    ("pull", Shown),
    ("mount", Shown),
    ("internalRegistrySecret", Shown),
    ("link", Shown),
]);

const WORKFLOW: Part = Fields(&[
    ("kind", Shown),
    ("name", Shown),
    ("generateName", Shown),
    ("entrypoint", Shown),
    ("serviceAccount", Shown),
    ("pullSecrets", Shown),
    ("template", Shown),
    ("spec", Manifest),
    ("vars", Shown),
    ("naming", Shown),
    ("hook", Shown),
    ("internalRegistry", Shown),
]);

const PROFILE: Part = Fields(&[
    ("pullSecrets", Shown),
    ("serviceAccounts", Names(&SERVICE_ACCOUNT)),
    ("workflows", WORKFLOW),
]);

const PROJECT: Part = Fields(&[
    ("use", Shown),
    (
        "create",
        Fields(&[("labels", Shown), ("annotations", Shown)]),
    ),
    ("managed", Shown),
    ("pullSecrets", Shown),
    ("serviceAccounts", Names(&SERVICE_ACCOUNT)),
    ("workflows", WORKFLOW),
]);

const OUTPUT: Part = Fields(&[
    ("secrets", Shown),
    ("labels", Shown),
    ("annotations", Shown),
    ("argocd", Fields(&[("syncWaves", Shown)])),
    (
        "sealedSecrets",
        Secretive(&[("certificate", AUTH_FILE), ("scope", Shown)]),
    ),
    ("sops", Secretive(&[("age", Shown)])),
    ("nameSuffixHash", Shown),
]);

const CLUSTER: Part = Fields(&[(
    "globalPullSecret",
    Secretive(&[("base", AUTH_FILE), ("registries", Shown)]),
)]);

/// A whole spec.
pub(super) const SPEC: Part = Secretive(&[
    ("apiVersion", Shown),
    ("kind", Shown),
    (
        "metadata",
        Fields(&[
            ("name", Shown),
            ("labels", Shown),
            ("annotations", Names(&Shown)),
        ]),
    ),
    (
        "platform",
        Fields(&[
            ("kind", Shown),
            ("version", Shown),
            ("registry", Shown),
            ("link", Shown),
        ]),
    ),
    ("output", OUTPUT),
    ("allow", Fields(&[("code", Shown), ("because", Shown)])),
    ("registries", SecretiveNames(&REGISTRY)),
    ("secrets", SecretiveNames(&PULL_SECRET)),
    ("profiles", Names(&PROFILE)),
    ("defaults", Fields(&[("use", Shown)])),
    ("projects", Names(&PROJECT)),
    (
        "grants",
        Fields(&[("imagesIn", Shown), ("pullers", Shown), ("name", Shown)]),
    ),
    ("cluster", CLUSTER),
]);

/// Whether a word is a field of the language, of whatever part.
pub(super) fn is_field(word: &str) -> bool {
    let mut parts = vec![SPEC];
    while let Some(part) = parts.pop() {
        match part {
            Fields(fields) | Secretive(fields) => {
                if fields.iter().any(|(name, _)| *name == word) {
                    return true;
                }
                parts.extend(fields.iter().map(|(_, part)| *part));
            }
            Names(part) | SecretiveNames(part) => parts.push(*part),
            Shown | Manifest | Word | Server | Masked => {}
        }
    }
    false
}

/// The part under a key.
pub(super) fn below(part: Part, key: Option<&str>) -> Part {
    match (part, key) {
        (Fields(fields) | Secretive(fields), Some(key)) => fields
            .iter()
            .find(|(name, _)| *name == key)
            .map_or(Masked, |(_, part)| *part),
        (Names(value) | SecretiveNames(value), _) => *value,
        (Shown, _) => Shown,
        (Manifest, _) => Manifest,
        _ => Masked,
    }
}
