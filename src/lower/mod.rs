//! Vetted spec to objects.
//!
//! [`Lowering::new`] makes everything once that several objects share (the content of each pull
//! secret, the labels and annotations of each kind); [`Lowering::object`] then only puts references
//! together, so that a fleet's objects cost what writing them costs.

pub mod docker_config;
pub mod global_pull_secret;
mod manifest;
mod metadata;
pub mod name_hash;
mod role_binding;
mod secret;
mod service_account;
mod write;

use std::borrow::Cow;

use crate::credential::{Confidential, Decoded};
use crate::finding::Finding;
use crate::model::{Spec, WorkflowName};
use crate::plan::{Content, ObjectKind, ObjectPlan, Plan, PullSecretId};

pub use manifest::*;
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
    secrecy: Secrecy,
    shared: metadata::Shared<'a>,
    secrets: Vec<secret::Lowered<'a>>,
    global: Option<secret::Data>,
    /// Numbers of the plan's objects in the order of their final names, where it is another.
    order: Vec<u32>,
}

impl<'a> Lowering<'a> {
    /// Makes what objects share. `decoded` may be left out where no credential was asked for;
    /// there is no Secret then.
    #[must_use]
    pub fn new(
        spec: &'a Spec<'a>,
        plan: &'a Plan<'a>,
        decoded: Option<&Decoded<'_>>,
        secrecy: Secrecy,
    ) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let secrets = secret::lower_all(spec, plan, decoded, secrecy, &mut findings);
        let global = secret::lower_global(spec, decoded, secrecy, &mut findings);
        let mut lowering = Self {
            spec,
            plan,
            secrecy,
            shared: metadata::Shared::new(spec),
            secrets,
            global,
            order: Vec::new(),
        };
        secret::check_apply_limit(
            plan,
            |content| Some(lowering.data(content)?.base64.expose().len()),
            |object| secret::applied_length(&lowering.metadata(object)),
            &mut findings,
        );
        lowering.order = lowering.final_order();
        (lowering, findings)
    }

    /// Whether credentials come out.
    #[must_use]
    pub fn secrecy(&self) -> Secrecy {
        self.secrecy
    }

    /// The final name of a pull secret, its hash included.
    #[must_use]
    pub fn secret_name(&self, id: PullSecretId) -> &str {
        &self.secrets[id.0 as usize].name
    }

    /// The Docker config of a pull secret; nothing where it is not made here (somebody else's, or
    /// fetched by the cluster) or could not be decoded.
    #[must_use]
    pub fn docker_config(&self, id: PullSecretId) -> Option<&Confidential> {
        Some(&self.secrets[id.0 as usize].data.as_ref()?.config)
    }

    /// The base64 of a pull secret's Docker config, where it has one.
    #[must_use]
    pub fn docker_config_base64(&self, id: PullSecretId) -> Option<&str> {
        self.secrets[id.0 as usize]
            .data
            .as_ref()?
            .base64
            .expose_text()
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
            Content::Namespace(project) => self.namespace(project, &mut metadata),
            Content::GlobalPullSecret => {
                metadata.annotations = Cow::Borrowed(self.shared.kept(planned.kind));
            }
            Content::ServiceAccount(project, position) => {
                let account =
                    &self.plan.projects[project as usize].service_accounts[position as usize];
                let annotations = self.shared.of_account(account.name);
                metadata.annotations = match &account.pinned {
                    Some(pinned) => Cow::Owned(metadata::pin(annotations, pinned)),
                    None => Cow::Borrowed(annotations),
                };
            }
            Content::Workflow(project, position) => self.workflow(project, position, &mut metadata),
            Content::PullSecret(_) | Content::Binding(_) => {}
        }
        metadata
    }

    /// An object; a pull secret as a plain Secret, whatever its form (`seal` makes the others from
    /// [`Lowering::metadata`] and [`Lowering::docker_config`]). Nothing where its content is not
    /// known: a Secret that could not be decoded, or that the cluster fetches.
    #[must_use]
    pub fn object<'s>(&'s self, planned: &'s ObjectPlan<'_>) -> Option<Object<'s>> {
        let body = match planned.content {
            Content::Namespace(_) => Body::Namespace,
            Content::PullSecret(_) | Content::GlobalPullSecret => Body::Secret {
                docker_config: self.data(planned.content)?.base64.expose_text()?,
            },
            Content::ServiceAccount(project, position) => {
                let project = &self.plan.projects[project as usize];
                service_account::body(self, &project.service_accounts[position as usize])
            }
            Content::Binding(number) => role_binding::body(&self.plan.bindings[number as usize]),
            Content::Workflow(..) => return None,
        };
        Some(Object {
            metadata: self.metadata(planned),
            body,
        })
    }

    fn data(&self, content: Content) -> Option<&secret::Data> {
        match content {
            Content::PullSecret(id) => self.secrets[id.0 as usize].data.as_ref(),
            Content::GlobalPullSecret => self.global.as_ref(),
            _ => None,
        }
    }

    /// A Namespace's labels and annotations: those of `create` over those of `output`.
    fn namespace<'s>(&'s self, project: u32, metadata: &mut Metadata<'s>) {
        let kept = self.shared.kept(ObjectKind::Namespace);
        let number = self.plan.projects[project as usize].number;
        let named = self.spec.projects.at(number);
        let own = named.value.as_ref().and_then(|own| own.create.as_ref());
        let Some(create) = own else {
            metadata.annotations = Cow::Borrowed(kept);
            return;
        };
        metadata.labels = metadata::over(self.shared.labels(), &create.labels);
        metadata.annotations = metadata::over(kept, &create.annotations);
    }

    /// The prefix, where the API server finds the rest of the name, and the hook.
    fn workflow<'s>(&'s self, project: u32, position: u32, metadata: &mut Metadata<'s>) {
        let planned = &self.plan.projects[project as usize].workflows[position as usize];
        metadata.generate = matches!(planned.workflow.name, WorkflowName::Generate(_));
        if let Some(hook) = &planned.workflow.hook {
            let annotations = self.shared.annotations(ObjectKind::Workflow);
            metadata.annotations = Cow::Owned(metadata::hook(annotations, hook.value));
        }
    }

    fn final_name<'s>(&'s self, planned: &'s ObjectPlan<'_>) -> &'s str {
        match planned.content {
            Content::PullSecret(id) => self.secret_name(id),
            _ => &planned.name,
        }
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
