//! `platform`: what the manifests are applied to.

use crate::source::{Span, Spanned};

use super::Text;

/// `platform`.
#[derive(Debug, Default)]
pub struct Platform<'t> {
    /// `kind`; OpenShift where it is left out.
    pub kind: Option<Spanned<PlatformKind>>,
    /// `version`, as `major.minor`.
    pub version: Option<Spanned<Version>>,
    /// `registry`: the integrated registry.
    pub registry: Option<Registry<'t>>,
    /// `link`: how all service accounts are written.
    pub link: Option<Spanned<Link>>,
}

/// `platform.kind`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum PlatformKind {
    /// OpenShift: projects have accounts of their own and an integrated registry.
    #[default]
    OpenShift,
    /// Plain Kubernetes.
    Kubernetes,
}

/// `platform.version`: major and minor number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Version {
    /// The major number.
    pub major: u32,
    /// The minor number.
    pub minor: u32,
}

/// `platform.registry`.
#[derive(Clone, Copy, Debug)]
pub enum Registry<'t> {
    /// `none`: the integrated registry was removed.
    None(Span),
    /// Its host and port.
    At(Text<'t>),
}

/// `link`: how a service account is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Link {
    /// With OpenShift's own pull secret under a name that is fixed (default on OpenShift).
    Pinned,
    /// With our names alone (default on Kubernetes, and where the integrated registry is removed).
    Plain,
    /// Not at all: what runs names the secrets itself.
    Workload,
}

impl Platform<'_> {
    /// The address under which OpenShift's integrated registry is known by default.
    pub const DEFAULT_REGISTRY: &'static str = "image-registry.openshift-image-registry.svc:5000";

    /// The kind, default applied.
    #[must_use]
    pub fn kind(&self) -> PlatformKind {
        self.kind.map_or(PlatformKind::default(), |kind| kind.value)
    }

    /// Host and port of the integrated registry; nothing where it is removed and on Kubernetes.
    #[must_use]
    pub fn integrated_registry(&self) -> Option<&str> {
        match (self.kind(), self.registry) {
            (PlatformKind::Kubernetes, _) | (_, Some(Registry::None(_))) => None,
            (PlatformKind::OpenShift, Some(Registry::At(host))) => Some(host.value),
            (PlatformKind::OpenShift, None) => Some(Self::DEFAULT_REGISTRY),
        }
    }

    /// How service accounts are written where they do not say it themselves.
    #[must_use]
    pub fn default_link(&self) -> Link {
        match (self.link, self.integrated_registry()) {
            (Some(link), _) => link.value,
            (None, Some(_)) => Link::Pinned,
            (None, None) => Link::Plain,
        }
    }
}
