//! `output`: what the manifests look like.

use crate::source::{Span, Spanned};

use super::{Text, TextMap};

/// `output`.
#[derive(Debug, Default)]
pub struct Output<'t> {
    /// `secrets`: the form of Secrets that do not choose their own; Secret where it is left out.
    pub form: Option<Spanned<Form>>,
    /// `labels`: on every object.
    pub labels: TextMap<'t>,
    /// `annotations`: on every object.
    pub annotations: TextMap<'t>,
    /// `argocd`.
    pub argocd: Option<Argocd>,
    /// `sealedSecrets`.
    pub sealed_secrets: Option<SealedSecrets<'t>>,
    /// `sops`.
    pub sops: Option<Sops<'t>>,
    /// `nameSuffixHash`: Secrets get a hash of their content behind their name.
    pub name_suffix_hash: Option<Spanned<bool>>,
}

/// The form in which a Secret comes out.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Form {
    /// A plain Secret.
    #[default]
    Secret,
    /// Sealed by a public key (Bitnami Sealed Secrets).
    SealedSecret,
    /// Fetched by the cluster (External Secrets Operator).
    ExternalSecret,
    /// Encrypted in place (SOPS with age).
    Sops,
}

impl Form {
    /// The word of the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Secret => "Secret",
            Self::SealedSecret => "SealedSecret",
            Self::ExternalSecret => "ExternalSecret",
            Self::Sops => "Sops",
        }
    }

    /// The form in a sentence.
    #[must_use]
    pub fn phrase(self) -> &'static str {
        match self {
            Self::Secret => "a Secret",
            Self::SealedSecret => "a SealedSecret",
            Self::ExternalSecret => "an ExternalSecret",
            Self::Sops => "a Secret that SOPS encrypts",
        }
    }
}

/// `output.argocd`; that it is there asks for the sync options that protect objects.
#[derive(Clone, Copy, Debug)]
pub struct Argocd {
    /// `syncWaves`: objects carry the wave of their kind.
    pub sync_waves: bool,
}

/// `output.sealedSecrets`.
#[derive(Debug)]
pub struct SealedSecrets<'t> {
    /// The place of the part.
    pub span: Span,
    /// `certificate.file`: the path of a PEM file.
    pub certificate: Option<Text<'t>>,
    /// `scope`.
    pub scope: Scope,
}

/// How tightly a sealed value is bound to its object.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Scope {
    /// To namespace and name.
    #[default]
    Strict,
    /// To the namespace.
    NamespaceWide,
    /// To nothing.
    ClusterWide,
}

impl Scope {
    /// The word of the language.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Strict => "strict",
            Self::NamespaceWide => "namespace-wide",
            Self::ClusterWide => "cluster-wide",
        }
    }

    /// The annotation by which the controller learns of it; none where it need not.
    #[must_use]
    pub const fn annotation(self) -> Option<&'static str> {
        match self {
            Self::Strict => None,
            Self::NamespaceWide => Some("sealedsecrets.bitnami.com/namespace-wide"),
            Self::ClusterWide => Some("sealedsecrets.bitnami.com/cluster-wide"),
        }
    }
}

/// `output.sops`.
#[derive(Debug)]
pub struct Sops<'t> {
    /// `age`: recipients, `age1…`.
    pub age: Vec<Text<'t>>,
}

impl Output<'_> {
    /// The form of Secrets that do not choose their own.
    #[must_use]
    pub fn form(&self) -> Form {
        self.form.map_or(Form::default(), |form| form.value)
    }

    /// Whether names of Secrets carry a hash of their content.
    #[must_use]
    pub fn hashes_names(&self) -> bool {
        self.name_suffix_hash.is_some_and(|asked| asked.value)
    }
}
