//! Vetted spec to objects.
//!
//! What several objects share is made once, in this order: [`PullSecrets`] (content and name of
//! each), [`WorkflowTexts`] (what templates render), [`WorkflowBodies`] (checked and named),
//! [`Lowering`] (labels and annotations of each kind). [`Lowering::object`] then only puts
//! references together, so that a fleet's objects cost what writing them costs.

mod apply_limit;
pub mod docker_config;
pub mod global_pull_secret;
mod manifest;
mod metadata;
pub mod name_hash;
mod references;
mod role_binding;
mod secret;
mod service_account;
pub mod template;
mod workflow;
mod write;

use std::borrow::Cow;

use crate::finding::Finding;
use crate::model::Spec;
use crate::plan::{Content, ObjectKind, ObjectPlan, Plan};

pub use manifest::*;
pub use references::{HashedNames, SECRET_PLACES, Trail};
pub use secret::PullSecrets;
pub use workflow::{WorkflowBodies, WorkflowTexts};
pub use write::{write_node, write_value};

/// Whether credentials come out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Secrecy {
    /// As they are.
    #[default]
    Full,
    /// Each replaced by a fixed marker (`--redact`).
    Redacted,
}

/// What all objects are made from.
pub struct Lowering<'a> {
    spec: &'a Spec<'a>,
    plan: &'a Plan<'a>,
    secrets: &'a PullSecrets<'a>,
    workflows: &'a WorkflowBodies<'a>,
    shared: metadata::Shared<'a>,
    /// Numbers of the plan's objects in the order of their final names, where it is another.
    order: Vec<u32>,
}

impl<'a> Lowering<'a> {
    /// Makes what objects share.
    #[must_use]
    pub fn new(
        spec: &'a Spec<'a>,
        plan: &'a Plan<'a>,
        secrets: &'a PullSecrets<'a>,
        workflows: &'a WorkflowBodies<'a>,
    ) -> (Self, Vec<Finding>) {
        let mut lowering = Self {
            spec,
            plan,
            secrets,
            workflows,
            shared: metadata::Shared::new(spec),
            order: Vec::new(),
        };
        lowering.order = lowering.final_order();
        let mut findings = Vec::new();
        apply_limit::check(&lowering, &mut findings);
        (lowering, findings)
    }

    /// The pull secrets: their final names and contents.
    #[must_use]
    pub fn secrets(&self) -> &'a PullSecrets<'a> {
        self.secrets
    }

    /// Every object of the plan, in the order in which they come out: by kind, namespace and final
    /// name.
    pub fn in_order(&self) -> impl Iterator<Item = &'a ObjectPlan<'a>> + '_ {
        let objects = &self.plan.objects;
        (0..objects.len()).map(|at| match self.order.get(at) {
            Some(number) => &objects[*number as usize],
            None => &objects[at],
        })
    }

    /// `metadata` of an object, whatever its form.
    #[must_use]
    pub fn metadata<'s>(&'s self, planned: &'s ObjectPlan<'_>) -> Metadata<'s> {
        let mut metadata = Metadata {
            name: Cow::Borrowed(self.final_name(planned)),
            generate: false,
            namespace: (planned.kind != ObjectKind::Namespace).then_some(planned.namespace),
            labels: Cow::Borrowed(self.shared.labels()),
            annotations: Cow::Borrowed(self.shared.annotations(planned.kind)),
        };
        match planned.content {
            Content::Namespace(project) => {
                metadata.annotations = Cow::Borrowed(self.shared.kept(planned.kind));
                let number = self.plan.projects[project as usize].number;
                let project = self.spec.projects.at(number).value.as_ref();
                if let Some(create) = project.and_then(|project| project.create.as_ref()) {
                    metadata::over_shared(&mut metadata.labels, &create.labels);
                    metadata::over_shared(&mut metadata.annotations, &create.annotations);
                }
            }
            Content::GlobalPullSecret => {
                metadata.annotations = Cow::Borrowed(self.shared.kept(planned.kind));
            }
            Content::ServiceAccount(project, position) => {
                let project = &self.plan.projects[project as usize];
                let account = &project.service_accounts[position as usize];
                metadata.annotations = Cow::Borrowed(self.shared.of_account(account.name));
                if let Some(pinned) = &account.pinned {
                    metadata::pin(&mut metadata.annotations, pinned);
                }
            }
            Content::Workflow(project, position) => {
                let workflows = &self.plan.projects[project as usize].workflows;
                let workflow = workflows[position as usize].workflow;
                self.workflows
                    .describe((project, position), workflow, &mut metadata);
            }
            Content::PullSecret(_) | Content::Binding(_) => {}
        }
        metadata
    }

    /// An object; a pull secret as a plain Secret, whatever its form (`seal` makes the others from
    /// [`Lowering::metadata`] and [`PullSecrets::docker_config`]). Nothing where its content is not
    /// known: a Secret that could not be decoded, or that the cluster fetches; a workflow whose
    /// template did not render.
    #[must_use]
    pub fn object<'s>(&'s self, planned: &'s ObjectPlan<'_>) -> Option<Object<'s>> {
        let body = match planned.content {
            Content::Namespace(_) => Body::Namespace,
            Content::PullSecret(_) | Content::GlobalPullSecret => Body::Secret {
                docker_config: self.secrets.base64(planned.content)?,
            },
            Content::ServiceAccount(project, position) => {
                let project = &self.plan.projects[project as usize];
                service_account::body(self.secrets, &project.service_accounts[position as usize])
            }
            Content::Binding(number) => role_binding::body(&self.plan.bindings[number as usize]),
            Content::Workflow(project, position) => {
                let workflows = &self.plan.projects[project as usize].workflows;
                let workflow = &workflows[position as usize];
                let at = (project, position);
                Body::Workflow(self.workflows.object(at, workflow, self.secrets)?)
            }
        };
        Some(Object {
            metadata: self.metadata(planned),
            body,
        })
    }

    fn final_name<'s>(&'s self, planned: &'s ObjectPlan<'_>) -> &'s str {
        let hashed = match planned.content {
            Content::PullSecret(id) => return self.secrets.name(id),
            Content::Workflow(project, position) => self.workflows.hashed_name(project, position),
            _ => None,
        };
        hashed.unwrap_or(&planned.name)
    }

    /// A hash behind a name may change its place among others.
    fn final_order(&self) -> Vec<u32> {
        let objects = &self.plan.objects;
        let key = |object: &'a ObjectPlan<'a>| (object.kind, object.namespace);
        let in_order = objects.windows(2).all(|pair| {
            key(&pair[0]) != key(&pair[1]) || self.final_name(&pair[0]) <= self.final_name(&pair[1])
        });
        if in_order {
            return Vec::new();
        }
        let mut order: Vec<u32> = (0..objects.len())
            .map_while(|at| at.try_into().ok())
            .collect();
        order.sort_by_key(|number| {
            let object = &objects[*number as usize];
            (key(object), self.final_name(object))
        });
        order
    }
}
