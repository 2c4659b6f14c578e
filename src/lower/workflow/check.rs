//! What is wrong with bodies of workflows, inline and rendered.

use crate::finding::{Finding, NearNames, catalogue};
use crate::model::{Text, Workflow, WorkflowKind, WorkflowName};
use crate::source::Span;
use crate::syntax::{NodeId, Tree};

use super::rendered::Rendering;
use super::schema;

/// A workflow without a body: the entrypoint alone, as it is sent to a cluster that knows the rest.
pub(super) fn empty(workflow: &Workflow<'_>) -> Option<Finding> {
    let (message, help) = match (workflow.kind, workflow.entrypoint) {
        (WorkflowKind::CronWorkflow, _) => (
            "a CronWorkflow needs to be told when it runs and what",
            "add `spec: {schedules: [\"0 3 * * *\"], workflowSpec: {…}}`, or a `template`",
        ),
        (_, None) => (
            "this workflow has nothing to run",
            "add `spec` or `template`, or the `entrypoint` alone",
        ),
        (_, Some(_)) => return None,
    };
    let place = name_of(workflow).span;
    Some(catalogue::WORKFLOW_BODY.at(place, message).help(help))
}

/// An inline body: each fault at its place. `imagePullSecrets` in it has been reported by the
/// reader of the spec.
pub(super) fn inline(workflow: &Workflow<'_>, tree: &Tree<'_>, spec: NodeId) -> Vec<Finding> {
    let mut findings: Vec<Finding> = schema::faults(tree, spec, workflow.kind)
        .into_iter()
        .map(|fault| {
            catalogue::WORKFLOW_BODY
                .at(fault.span, fault.message)
                .help(fault.help)
        })
        .collect();
    let Some(inner) = workflow_spec(tree, spec, workflow.kind) else {
        return findings;
    };
    for conflict in conflicts(workflow, tree, inner) {
        findings.push(
            catalogue::FIELDS_CONFLICT
                .at(
                    conflict.inner,
                    format!(
                        "`spec.{}` differs from `{}` beside it",
                        conflict.inner_key, conflict.key
                    ),
                )
                .also(conflict.outer.span, "it is set here")
                .help("keep one of the two"),
        );
    }
    let entry = Entry::of(workflow, tree, inner);
    if let Some((message, help)) = entry.fault(tree, inner, true) {
        let beside = workflow.entrypoint.map(|text| text.span);
        let place = entry.span.or(beside);
        let place = place.unwrap_or(name_of(workflow).span);
        findings.push(catalogue::WORKFLOW_BODY.at(place, message).help(help));
    }
    findings
}

/// What is wrong with a body that a template rendered, at the template's path.
pub(super) fn rendered(
    workflow: &Workflow<'_>,
    tree: &Tree<'_>,
    spec: NodeId,
    rendering: Rendering<'_>,
) -> Vec<Finding> {
    let file = rendering.file;
    let inner = workflow_spec(tree, spec, workflow.kind);
    let own_list = std::iter::once(spec)
        .chain(inner)
        .find_map(|mapping| tree.get(mapping, "imagePullSecrets"));
    if let Some(list) = own_list {
        return vec![
            catalogue::PULL_SECRETS_IN_SPEC
                .at(
                    file.span,
                    format!(
                        "the template `{}` renders `imagePullSecrets` in line {} of what it \
                         renders",
                        file.value,
                        rendering.line(tree.span(list))
                    ),
                )
                .help(
                    "remove it there, and name the secrets beside `template`: `pullSecrets: \
                     [NAME]`",
                ),
        ];
    }
    let mut faults = schema::faults(tree, spec, workflow.kind)
        .into_iter()
        .map(|fault| (fault.discreet, fault.help, Some(fault.span)))
        .collect::<Vec<_>>();
    if let Some(inner) = inner {
        let entry = Entry::of(workflow, tree, inner);
        faults.extend(
            entry
                .fault(tree, inner, false)
                .map(|(message, help)| (message, help, entry.span)),
        );
        if let Some(conflict) = conflicts(workflow, tree, inner).first() {
            return vec![
                catalogue::FIELDS_CONFLICT
                    .at(
                        conflict.outer.span,
                        format!(
                            "the template `{}` renders another `{}`, in line {} of what it \
                             renders",
                            file.value,
                            conflict.inner_key,
                            rendering.line(conflict.inner)
                        ),
                    )
                    .help(format!(
                        "remove `{}` here, or `{}` from the template",
                        conflict.key, conflict.inner_key
                    )),
            ];
        }
    }
    faults
        .into_iter()
        .map(|(message, help, span)| {
            let place = span.map_or_else(String::new, |span| {
                format!(", line {} of what it renders", rendering.line(span))
            });
            catalogue::WORKFLOW_BODY
                .at(
                    file.span,
                    format!("in the template `{}`{place}: {message}", file.value),
                )
                .help(help)
        })
        .collect()
}

/// The mapping of fields that Workflows have, which in a CronWorkflow lies one level deeper.
fn workflow_spec(tree: &Tree<'_>, spec: NodeId, kind: WorkflowKind) -> Option<NodeId> {
    let node = match kind {
        WorkflowKind::Workflow | WorkflowKind::WorkflowTemplate => Some(spec),
        WorkflowKind::CronWorkflow => tree.get(spec, "workflowSpec"),
    }?;
    tree.entries(node).is_some().then_some(node)
}

fn name_of<'t>(workflow: &Workflow<'t>) -> Text<'t> {
    let (WorkflowName::Name(name) | WorkflowName::Generate(name) | WorkflowName::Hash(name)) =
        workflow.name;
    name
}

/// A field that stands beside the body and, differently, in it.
struct Conflict<'t> {
    key: &'static str,
    outer: Text<'t>,
    inner_key: &'static str,
    inner: Span,
}

fn conflicts<'t>(workflow: &Workflow<'t>, tree: &Tree<'_>, spec: NodeId) -> Vec<Conflict<'t>> {
    [
        ("entrypoint", workflow.entrypoint, "entrypoint"),
        (
            "serviceAccount",
            workflow.service_account,
            "serviceAccountName",
        ),
    ]
    .into_iter()
    .filter_map(|(key, outer, inner_key)| {
        let outer = outer?;
        let inner = tree.get(spec, inner_key)?;
        (tree.scalar(inner) != Some(outer.value)).then(|| Conflict {
            key,
            outer,
            inner_key,
            inner: tree.span(inner),
        })
    })
    .collect()
}

/// Where a workflow starts.
struct Entry<'t> {
    name: Option<&'t str>,
    span: Option<Span>,
    required: bool,
}

impl<'t> Entry<'t> {
    fn of(workflow: &Workflow<'t>, tree: &'t Tree<'_>, spec: NodeId) -> Self {
        let inner = tree.get(spec, "entrypoint");
        let inner_name = inner.and_then(|node| tree.scalar(node));
        let name = workflow.entrypoint.map(|text| text.value).or(inner_name);
        Self {
            name,
            span: inner
                .map(|node| tree.span(node))
                .filter(|_| workflow.entrypoint.is_none()),
            required: workflow.kind != WorkflowKind::WorkflowTemplate,
        }
    }

    /// What is wrong with it: a body of its own needs an entrypoint, and has a template of that
    /// name. `quote` tells whether names may be shown.
    fn fault(&self, tree: &Tree<'_>, spec: NodeId, quote: bool) -> Option<(String, String)> {
        if tree.get(spec, "workflowTemplateRef").is_some() {
            return None;
        }
        let Some(name) = self.name else {
            return self.required.then(|| {
                (
                    "`spec` has no `entrypoint`".to_owned(),
                    "add `entrypoint: NAME`: the template that the run starts with".to_owned(),
                )
            });
        };
        let templates = tree.get(spec, "templates")?;
        let names: Vec<&str> = tree
            .items(templates)?
            .iter()
            .filter_map(|item| tree.scalar(tree.get(*item, "name")?))
            .collect();
        // Argo fills in what stands in its own braces later.
        if name.contains("{{") || names.contains(&name) {
            return None;
        }
        Some(match quote {
            true => {
                let mut near = NearNames::default();
                let help = match near.of(name, names.iter().copied()) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("add `- name: {name}` to `spec.templates`"),
                };
                (format!("no template is named `{name}`"), help)
            }
            false => (
                "`entrypoint` names no template that is there".to_owned(),
                "add the template, or name one that is there".to_owned(),
            ),
        })
    }
}
