//! Which objects there will be: kind, namespace, name and place, before any content is known.
//!
//! The plan resolves names once (profiles into projects, registries into pull secrets, grants
//! into bindings), so that rules and lowering look nothing up again.

mod bindings;
mod make;
mod objects;
mod projects;
mod pull_secrets;
mod references;
mod requests;
mod selection;

use std::borrow::Cow;

use crate::model::{Form, Link, PlatformKind, Workflow};
use crate::source::Span;

pub use make::make;
pub use requests::requests;
pub use selection::{Selection, Shard};

/// Everything that will be emitted, and what it is made of.
#[derive(Debug, Default)]
pub struct Plan<'t> {
    /// Every pull secret that the spec defines, once; projects refer to them by number. A
    /// registry with an `authServer` is followed at once by the Secret of its token service.
    pub pull_secrets: Vec<PullSecretPlan<'t>>,
    /// The entries that the global pull secret gains, sorted by server as in any secret.
    pub global_entries: Vec<EntryPlan<'t>>,
    /// Every well-formed project, in the spec's order.
    pub projects: Vec<ProjectPlan<'t>>,
    /// By the number in `projects`: the position in [`Plan::projects`]; none for a broken one.
    pub project_positions: Vec<Option<u32>>,
    /// Every RoleBinding, in the order of its namespace and name.
    pub bindings: Vec<BindingPlan<'t>>,
    /// Every object, in the order in which it comes out: by [`ObjectKind`], namespace, name.
    pub objects: Vec<ObjectPlan<'t>>,
}

/// The number of a pull secret in [`Plan::pull_secrets`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PullSecretId(pub u32);

/// A pull secret, whatever projects have it.
#[derive(Debug)]
pub struct PullSecretPlan<'t> {
    /// The Secret's name.
    pub name: Cow<'t, str>,
    /// Where the name was written.
    pub place: Span,
    /// Which part of the spec asks for it.
    pub definition: Definition,
    /// What is in it.
    pub content: PullSecretSource<'t>,
    /// The form in which it comes out.
    pub form: Form,
}

/// The part of the spec that a pull secret comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Definition {
    /// The registry of that number.
    Registry(usize),
    /// The token service of the registry of that number.
    TokenService(usize),
    /// The number in `secrets`.
    Secret(usize),
}

/// What a pull secret is made of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PullSecretSource<'t> {
    /// Entries of these registries.
    Entries(Vec<EntryPlan<'t>>),
    /// The bytes of the file of `secrets` number so-and-so.
    WholeFile(usize),
    /// Made by somebody else: never emitted.
    Existing,
}

/// One entry of `auths`: the credential of a registry under a server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct EntryPlan<'t> {
    /// The number of the registry in `registries`.
    pub registry: usize,
    /// The key: the registry's server, or its token service.
    pub server: &'t str,
    /// Where the key was written.
    pub place: Span,
}

/// A project with its profiles merged in.
#[derive(Debug)]
pub struct ProjectPlan<'t> {
    /// The namespace.
    pub name: &'t str,
    /// Where the name was written.
    pub place: Span,
    /// The project's number in `projects`.
    pub number: usize,
    /// Its pull secrets in order, a repeated one at its first place, with the place of the
    /// reference; the Secret of a token service stands right after its registry's.
    pub pull_secrets: Vec<(PullSecretId, Span)>,
    /// Its service accounts in the byte order of their names, those under `workload` included.
    pub service_accounts: Vec<ServiceAccountPlan<'t>>,
    /// Its workflows, those of profiles first, in the order of `use`.
    pub workflows: Vec<WorkflowPlan<'t>>,
    /// Whether only bindings are emitted into it (`managed: false`).
    pub unmanaged: bool,
    /// Whether a reference of it did not resolve (which has been reported): rules that would
    /// report on what is missing are silent then.
    pub broken: bool,
    /// Whether an account may be missing from `service_accounts` although the spec means it: a
    /// profile is not defined or was written in a wrong shape.
    pub accounts_unknown: bool,
    /// Whether the project or a profile of it says which accounts it has. Where neither does it has
    /// `default`, as soon as it has a pull secret; the first that is written takes its place.
    pub accounts_given: bool,
    /// Accounts that were written in a wrong shape, which has been reported; not planned.
    pub broken_accounts: Vec<&'t str>,
}

/// What a project has under the name of an account.
#[derive(Clone, Copy, Debug)]
pub enum Account<'p, 't> {
    /// An account that the spec lists or implies.
    Planned(&'p ServiceAccountPlan<'t>),
    /// One that every project has by itself.
    BuiltIn,
    /// Perhaps one, perhaps none: say nothing of it.
    Undecided,
    /// None.
    Missing,
}

impl<'t> ProjectPlan<'t> {
    /// How an account is added, in words: what it says (`settings`) under its name in
    /// `serviceAccounts`. Where the project has `default` without saying so, or will have it
    /// (`gains`: it is also given a pull secret), that one is written too, since it would be gone
    /// otherwise.
    #[must_use]
    pub fn new_account(&self, account: &str, settings: &str, gains: bool) -> String {
        let project = self.name;
        let has_default = gains || !self.service_accounts.is_empty();
        match has_default && !self.accounts_given && account != "default" {
            true => format!(
                "`serviceAccounts: {{default: {{}}, {account}: {settings}}}` to project `{project}`"
            ),
            false => {
                format!("`{account}: {settings}` to `serviceAccounts` of project `{project}`")
            }
        }
    }

    /// The account of that name.
    #[must_use]
    pub fn account(&self, name: &str, kind: PlatformKind) -> Account<'_, 't> {
        let found = self
            .service_accounts
            .binary_search_by(|account| account.name.cmp(name));
        match found {
            Ok(position) => Account::Planned(&self.service_accounts[position]),
            Err(_) if built_in_accounts(kind).contains(&name) => Account::BuiltIn,
            Err(_) if self.accounts_unknown || self.broken_accounts.contains(&name) => {
                Account::Undecided
            }
            Err(_) => Account::Missing,
        }
    }
}

/// The accounts that a project has without being told: OpenShift makes four (the last where
/// Pipelines is installed), Kubernetes one.
#[must_use]
pub fn built_in_accounts(kind: PlatformKind) -> &'static [&'static str] {
    match kind {
        PlatformKind::OpenShift => &["default", "builder", "deployer", "pipeline"],
        PlatformKind::Kubernetes => &["default"],
    }
}

/// A service account, its lists resolved.
#[derive(Debug)]
pub struct ServiceAccountPlan<'t> {
    /// Its name.
    pub name: &'t str,
    /// Where it was written; the project's name where it is the default one.
    pub place: Span,
    /// What it pulls with, in order; not the pinned secret.
    pub pull: Vec<PullSecretId>,
    /// Whether the spec leaves `pull` out, so that it is every pull secret of the project.
    pub pulls_everything: bool,
    /// What its pods may mount.
    pub mount: Vec<PullSecretId>,
    /// How it is written.
    pub link: Link,
    /// OpenShift's own secret, where the account is pinned: `<name>-dockercfg`, or the name that
    /// `internalRegistrySecret` keeps.
    pub pinned: Option<Cow<'t, str>>,
    /// Where the pinned name was written, if it was.
    pub pinned_place: Option<Span>,
}

/// A workflow, its lists resolved.
#[derive(Debug)]
pub struct WorkflowPlan<'t> {
    /// What the spec says of it.
    pub workflow: &'t Workflow<'t>,
    /// The secrets that it names, in order, the pinned one first where it is named.
    pub pull_secrets: Vec<PullSecretId>,
    /// The pinned secret that it names first.
    pub pinned: Option<Cow<'t, str>>,
    /// The place of its entry.
    pub place: Span,
}

/// A RoleBinding to `system:image-puller`.
#[derive(Debug)]
pub struct BindingPlan<'t> {
    /// The project that holds the images.
    pub namespace: &'t str,
    /// Its name.
    pub name: Cow<'t, str>,
    /// Groups first, then accounts; each sorted and once.
    pub subjects: Vec<SubjectPlan<'t>>,
    /// The first grant that asked for it.
    pub place: Span,
}

/// A subject of a binding, in its order.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum SubjectPlan<'t> {
    /// `system:serviceaccounts`: every account of the cluster.
    Everyone,
    /// `system:serviceaccounts:<project>`.
    Project(&'t str),
    /// A service account: its project, its name.
    Account(&'t str, &'t str),
}

/// The kinds, in the order in which they must exist.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ObjectKind {
    /// v1 Namespace.
    Namespace,
    /// v1 Secret, or the sealed or external form in its place.
    Secret,
    /// v1 ServiceAccount.
    ServiceAccount,
    /// rbac.authorization.k8s.io/v1 RoleBinding.
    RoleBinding,
    /// argoproj.io/v1alpha1 Workflow, WorkflowTemplate or CronWorkflow.
    Workflow,
}

/// One object that will come out.
#[derive(Debug)]
pub struct ObjectPlan<'t> {
    /// Its kind.
    pub kind: ObjectKind,
    /// Its namespace; for a Namespace its own name.
    pub namespace: &'t str,
    /// Its name; the prefix where `generateName` or a hash makes it.
    pub name: Cow<'t, str>,
    /// What it is made of.
    pub content: Content,
    /// Where the spec asks for it.
    pub place: Span,
}

/// Where the content of an object lies in the plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Content {
    /// The Namespace of [`Plan::projects`] number so-and-so.
    Namespace(u32),
    /// A pull secret.
    PullSecret(PullSecretId),
    /// `openshift-config/pull-secret`.
    GlobalPullSecret,
    /// Project and position in [`ProjectPlan::service_accounts`].
    ServiceAccount(u32, u32),
    /// Position in [`Plan::bindings`].
    Binding(u32),
    /// Project and position in [`ProjectPlan::workflows`].
    Workflow(u32, u32),
}

impl<'t> Plan<'t> {
    /// The pull secret of that number.
    #[must_use]
    pub fn pull_secret(&self, id: PullSecretId) -> &PullSecretPlan<'t> {
        &self.pull_secrets[id.0 as usize]
    }

    /// The project of that number in the spec's `projects`; none where it was written in a wrong
    /// shape.
    #[must_use]
    pub fn project(&self, number: usize) -> Option<&ProjectPlan<'t>> {
        let position = (*self.project_positions.get(number)?)?;
        self.projects.get(position as usize)
    }
}
