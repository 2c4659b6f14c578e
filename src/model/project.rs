//! `profiles` and `projects`: who pulls.

use crate::source::{Span, Spanned};
use crate::syntax::NodeId;

use super::{Link, Names, Text, TextMap};

/// Settings of one profile, or a project's own.
#[derive(Debug, Default)]
pub struct Profile<'t> {
    /// `pullSecrets`.
    pub pull_secrets: Vec<Text<'t>>,
    /// `serviceAccounts`; `None` where it is left out.
    pub service_accounts: Option<Names<'t, ServiceAccount<'t>>>,
    /// `workflows`.
    pub workflows: Vec<Workflow<'t>>,
}

/// One of `projects`: a namespace of the cluster.
#[derive(Debug)]
pub struct Project<'t> {
    /// The whole part.
    pub span: Span,
    /// `use`; `None` where it is left out, and the defaults hold.
    pub profiles: Option<Vec<Text<'t>>>,
    /// What the project says itself.
    pub own: Profile<'t>,
    /// `create`: the Namespace is emitted too.
    pub create: Option<Create<'t>>,
    /// `managed: false`: nothing is emitted into it but the bindings of grants. Holds the place.
    pub unmanaged: Option<Span>,
}

/// `create`.
#[derive(Debug)]
pub struct Create<'t> {
    /// The place of the value.
    pub span: Span,
    /// Labels of the Namespace.
    pub labels: TextMap<'t>,
    /// Annotations of the Namespace.
    pub annotations: TextMap<'t>,
}

/// One of `serviceAccounts`. A list that is left out is `None`, an empty one is empty.
#[derive(Debug)]
pub struct ServiceAccount<'t> {
    /// `pull`: what it pulls with; left out: every pull secret of the project.
    pub pull: Option<Vec<Text<'t>>>,
    /// `mount`: what its pods may mount.
    pub mount: Option<Vec<Text<'t>>>,
    /// `internalRegistrySecret`: the name of OpenShift's own secret that the account keeps.
    pub internal_registry_secret: Option<Text<'t>>,
    /// `link`.
    pub link: Option<Spanned<Link>>,
}

/// One of `workflows`.
#[derive(Debug)]
pub struct Workflow<'t> {
    /// The whole part.
    pub span: Span,
    /// `kind`.
    pub kind: WorkflowKind,
    /// `name`, `generateName` and `naming`.
    pub name: WorkflowName<'t>,
    /// `entrypoint`.
    pub entrypoint: Option<Text<'t>>,
    /// `serviceAccount`.
    pub service_account: Option<Text<'t>>,
    /// `pullSecrets`; left out: none.
    pub pull_secrets: Vec<Text<'t>>,
    /// `spec` or `template`.
    pub body: WorkflowBody<'t>,
    /// `hook`: an Argo CD hook, as `PostSync`.
    pub hook: Option<Text<'t>>,
    /// `internalRegistry: false` leaves the pinned secret out.
    pub internal_registry: Option<Spanned<bool>>,
}

/// The kinds of Argo that are emitted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum WorkflowKind {
    /// Runs once.
    #[default]
    Workflow,
    /// Is run by others.
    WorkflowTemplate,
    /// Runs by the clock.
    CronWorkflow,
}

impl WorkflowKind {
    /// The kind as manifests spell it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Workflow => "Workflow",
            Self::WorkflowTemplate => "WorkflowTemplate",
            Self::CronWorkflow => "CronWorkflow",
        }
    }
}

/// How a workflow gets its name.
#[derive(Clone, Copy, Debug)]
pub enum WorkflowName<'t> {
    /// `name`.
    Name(Text<'t>),
    /// `generateName`: the API server finds the rest.
    Generate(Text<'t>),
    /// `generateName` with `naming: hash`: the prefix and a hash of the content.
    Hash(Text<'t>),
}

/// What a workflow does.
#[derive(Debug)]
pub enum WorkflowBody<'t> {
    /// `spec`: a node of the spec's own tree.
    Inline(NodeId),
    /// `template`: a minijinja file and its variables.
    Template {
        /// The path, relative to the spec's folder.
        file: Text<'t>,
        /// `vars`: a node of the spec's own tree.
        vars: Option<NodeId>,
    },
    /// Neither: the entrypoint alone, as the page's example shows.
    Empty,
}
