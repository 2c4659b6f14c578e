//! The typed spec: what `pullsecrets.yaml` says, with the place of every key and value.
//!
//! The types leave no room for a shape that the language refuses; `read` alone reports shape. A
//! part that was written in a wrong shape stays defined by its name ([`Named::value`] is `None`),
//! and no rule speaks of it or of references to it.

mod cluster;
mod credential;
mod grant;
mod names;
mod output;
mod platform;
mod project;
mod read;
mod registry;

pub use cluster::GlobalPullSecret;
pub use credential::{
    AuthFile, Credential, External, ExternalSource, Generator, RemoteKey, Store, Value,
    shell_variable,
};
pub use grant::{Grant, Puller};
pub use names::{Lookup, Named, Names};
pub use output::{Argocd, Form, Output, Scope, SealedSecrets, Sops};
pub use platform::{Link, Platform, PlatformKind, Registry as IntegratedRegistry, Version};
pub use project::{
    Create, Profile, Project, ServiceAccount, Workflow, WorkflowBody, WorkflowKind, WorkflowName,
};
pub use read::read;
pub use registry::{PullSecret, PullSecretContent, Registry};

use crate::source::Spanned;

/// Text of the spec and its place.
pub type Text<'t> = Spanned<&'t str>;

/// Keys and texts, sorted by key (labels, annotations).
pub type TextMap<'t> = Vec<(Text<'t>, Text<'t>)>;

/// A whole `pullsecrets.yaml`.
#[derive(Debug)]
pub struct Spec<'t> {
    /// `metadata.name`.
    pub name: Option<Text<'t>>,
    /// `metadata.annotations`: not copied to objects, but a function's mode stands there.
    pub annotations: TextMap<'t>,
    /// What the manifests are applied to.
    pub platform: Platform<'t>,
    /// What the manifests look like.
    pub output: Output<'t>,
    /// Warnings that this file accepts.
    pub allow: Vec<Allow<'t>>,
    /// Where credentials go and come from.
    pub registries: Names<'t, Registry<'t>>,
    /// Pull secrets of several registries, of a whole file, or of somebody else's.
    pub secrets: Names<'t, PullSecret<'t>>,
    /// Settings that several projects share.
    pub profiles: Names<'t, Profile<'t>>,
    /// The profiles of projects that say nothing of `use`.
    pub default_profiles: Vec<Text<'t>>,
    /// Whether `defaults` could not be read (which has been reported): nobody knows what projects
    /// that say nothing of `use` have.
    pub defaults_unknown: bool,
    /// The namespaces of the cluster.
    pub projects: Names<'t, Project<'t>>,
    /// Who may pull images of the integrated registry across projects.
    pub grants: Vec<Grant<'t>>,
    /// Whether any part was of wrong shape (which has been reported): what seems to be missing or
    /// unused may stand in that part, so rules on absence say nothing.
    pub incomplete: bool,
    /// `cluster.globalPullSecret`.
    pub global_pull_secret: Option<GlobalPullSecret<'t>>,
}

/// An entry of `allow`: warnings of this code are accepted in the whole file.
#[derive(Debug)]
pub struct Allow<'t> {
    /// The code, as written.
    pub code: Text<'t>,
    /// Why; never empty.
    pub because: Text<'t>,
}
