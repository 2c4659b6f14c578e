//! Bodies of workflows, inline and rendered: checked, named, and made into objects.

use hashbrown::{HashMap, HashSet};

use crate::finding::{Code, Finding, Place, catalogue};
use crate::lower::{HashedNames, Metadata, Pairs, PullSecrets, WorkflowObject, metadata};
use crate::model::{Workflow, WorkflowBody, WorkflowKind, WorkflowName};
use crate::plan::{Plan, ProjectPlan, WorkflowPlan};
use crate::source::Span;
use crate::syntax::{NodeId, Tree};

use super::rendered::Rendering;
use super::text::{WorkflowText, WorkflowTexts};
use super::{ByWorkflow, check, content_hash};

/// The bodies of all workflows.
pub struct WorkflowBodies<'a> {
    /// The spec's own tree, in which inline bodies lie.
    tree: &'a Tree<'a>,
    bodies: ByWorkflow<Option<Body<'a>>>,
    /// By the number of the project; empty where names carry no hash.
    hashed: Vec<HashedNames<'a>>,
}

/// The body of one workflow, and what goes with it.
struct Body<'a> {
    /// The tree of what its template rendered.
    rendered: Option<Tree<'a>>,
    /// Its `spec`.
    spec: Option<NodeId>,
    labels: Pairs<'a>,
    annotations: Pairs<'a>,
    /// The name with the hash of the content, where it has one.
    hashed: Option<String>,
}

impl<'a> WorkflowBodies<'a> {
    /// Reads and checks them.
    #[must_use]
    pub fn read(
        plan: &'a Plan<'a>,
        tree: &'a Tree<'a>,
        secrets: &'a PullSecrets<'a>,
        texts: &'a WorkflowTexts,
    ) -> (Self, Vec<Finding>) {
        let mut reader = Reader {
            tree,
            checked: HashSet::new(),
            reported: HashSet::new(),
            findings: Vec::new(),
        };
        let mut bodies = ByWorkflow::new(plan, |_, _| None);
        let hashed = secrets.hashed_names(plan);
        let mut number = 0;
        for (project, planned) in (0..).zip(&plan.projects) {
            let names = hashed.get(project as usize);
            for (position, workflow) in (0..).zip(&planned.workflows) {
                let body = reader.body(workflow.workflow, texts.at(project, position));
                bodies.list[number] = body.map(|mut body| {
                    body.name(workflow, tree, secrets, names);
                    body
                });
                number += 1;
            }
        }
        let mut findings = reader.findings;
        for (project, planned) in (0..).zip(&plan.projects) {
            same_names(
                planned,
                |position| bodies.at(project, position),
                &mut findings,
            );
        }
        let bodies = Self {
            tree,
            bodies,
            hashed,
        };
        (bodies, findings)
    }

    /// What a workflow's object has beside its metadata; nothing where its body is not known.
    pub(in crate::lower) fn object<'s>(
        &'s self,
        (project, position): (u32, u32),
        planned: &'s WorkflowPlan<'_>,
        secrets: &'s PullSecrets<'_>,
    ) -> Option<WorkflowObject<'s>> {
        let body = self.bodies.at(project, position).as_ref()?;
        let names = self.hashed.get(project as usize);
        Some(body.object(planned, self.tree, secrets, names))
    }

    /// The name with the hash of the content, where a workflow has one.
    pub(in crate::lower) fn hashed_name(&self, project: u32, position: u32) -> Option<&str> {
        let body = self.bodies.at(project, position).as_ref()?;
        body.hashed.as_deref()
    }

    /// Sets the workflow's own parts of its metadata.
    pub(in crate::lower) fn describe<'s>(
        &'s self,
        (project, position): (u32, u32),
        workflow: &'s Workflow<'_>,
        metadata: &mut Metadata<'s>,
    ) {
        metadata.generate = matches!(workflow.name, WorkflowName::Generate(_));
        if let Some(body) = self.bodies.at(project, position) {
            metadata::over(&mut metadata.labels, &body.labels);
            metadata::over(&mut metadata.annotations, &body.annotations);
        }
        if let Some(hook) = &workflow.hook {
            metadata::hook(&mut metadata.annotations, hook.value);
        }
    }
}

impl Body<'_> {
    fn object<'s>(
        &'s self,
        planned: &'s WorkflowPlan<'_>,
        tree: &'s Tree<'_>,
        secrets: &'s PullSecrets<'_>,
        hashed: Option<&'s HashedNames<'_>>,
    ) -> WorkflowObject<'s> {
        let workflow = planned.workflow;
        let tree = self.rendered.as_ref().unwrap_or(tree);
        WorkflowObject {
            kind: workflow.kind.word(),
            spec: self.spec.map(|spec| (tree, spec)),
            entrypoint: workflow.entrypoint.map(|text| text.value),
            service_account: workflow.service_account.map(|text| text.value),
            pull: super::pull_list(planned, secrets),
            hashed,
        }
    }

    fn name(
        &mut self,
        planned: &WorkflowPlan<'_>,
        tree: &Tree<'_>,
        secrets: &PullSecrets<'_>,
        hashed: Option<&HashedNames<'_>>,
    ) {
        if let WorkflowName::Hash(prefix) = planned.workflow.name {
            let hash = content_hash::of(&self.object(planned, tree, secrets, hashed));
            self.hashed = Some(format!("{}{hash}", prefix.value));
        }
    }
}

/// Reports workflows of one project that do the same, so that prefix and hash make one name of
/// them. What has the name as it was written is looked at where objects are planned.
fn same_names<'b, 'a: 'b>(
    project: &ProjectPlan<'_>,
    body: impl Fn(u32) -> &'b Option<Body<'a>>,
    findings: &mut Vec<Finding>,
) {
    let mut firsts: HashMap<(&str, &str), Span> = HashMap::new();
    for (position, planned) in (0..).zip(&project.workflows) {
        let kind = planned.workflow.kind.word();
        let WorkflowName::Hash(prefix) = planned.workflow.name else {
            continue;
        };
        let Some(name) = body(position)
            .as_ref()
            .and_then(|body| body.hashed.as_deref())
        else {
            continue;
        };
        if let Some(first) = firsts.insert((kind, name), prefix.span) {
            findings.push(
                catalogue::OBJECT_TWICE
                    .at(
                        prefix.span,
                        format!(
                            "two objects would be the {kind} `{name}` of `{}`",
                            project.name
                        ),
                    )
                    .also(first, "the other one does the same")
                    .help("remove one of the two, or give it another `generateName`"),
            );
        }
    }
}

struct Reader<'a> {
    tree: &'a Tree<'a>,
    /// Inline bodies that were looked at: a profile's is one node in each of its projects.
    checked: HashSet<(WorkflowKind, NodeId)>,
    reported: HashSet<(Code, Place)>,
    findings: Vec<Finding>,
}

impl<'a> Reader<'a> {
    fn body(&mut self, workflow: &'a Workflow<'a>, text: &'a WorkflowText) -> Option<Body<'a>> {
        let mut body = Body {
            rendered: None,
            spec: None,
            labels: Vec::new(),
            annotations: Vec::new(),
            hashed: None,
        };
        match (&workflow.body, text) {
            (WorkflowBody::Empty, _) => {
                if let Some(finding) = check::empty(workflow) {
                    self.report(finding);
                }
            }
            (WorkflowBody::Inline(node), _) => {
                if self.checked.insert((workflow.kind, *node)) {
                    for finding in check::inline(workflow, self.tree, *node) {
                        self.report(finding);
                    }
                }
                body.spec = Some(*node);
            }
            (WorkflowBody::Template { file, .. }, WorkflowText::Rendered(source, inserted)) => {
                let rendering = Rendering {
                    file: *file,
                    source,
                };
                match rendering.parts(inserted, workflow.kind) {
                    Err(finding) => {
                        self.report(*finding);
                        return None;
                    }
                    Ok(parts) => {
                        for finding in check::rendered(workflow, &parts.tree, parts.spec, rendering)
                        {
                            self.report(finding);
                        }
                        body.labels = parts.labels;
                        body.annotations = parts.annotations;
                        body.spec = Some(parts.spec);
                        body.rendered = Some(parts.tree);
                    }
                }
            }
            (WorkflowBody::Template { .. }, _) => return None,
        }
        Some(body)
    }

    /// A profile's workflow is wrong in each of its projects alike.
    fn report(&mut self, finding: Finding) {
        if self.reported.insert((finding.code, finding.place.clone())) {
            self.findings.push(finding);
        }
    }
}
