//! One of `workflows`.

use crate::finding::catalogue;
use crate::model::{Text, Workflow, WorkflowBody, WorkflowKind, WorkflowName};
use crate::syntax::NodeId;

use super::Reader;
use super::fields::{Field, Part};

const KINDS: [(&str, WorkflowKind); 3] = [
    (WorkflowKind::Workflow.word(), WorkflowKind::Workflow),
    (
        WorkflowKind::WorkflowTemplate.word(),
        WorkflowKind::WorkflowTemplate,
    ),
    (
        WorkflowKind::CronWorkflow.word(),
        WorkflowKind::CronWorkflow,
    ),
];

/// The hooks of Argo CD.
const HOOKS: [&str; 7] = [
    "PreSync",
    "Sync",
    "PostSync",
    "SyncFail",
    "PreDelete",
    "PostDelete",
    "Skip",
];

impl<'t> Reader<'t> {
    /// One of `workflows`.
    pub fn workflow(&mut self, field: Field<'t>) -> Option<Workflow<'t>> {
        let (
            part,
            [
                kind,
                name,
                generate_name,
                naming,
                entrypoint,
                service_account,
                pull_secrets,
                spec,
                template,
                vars,
                hook,
                internal_registry,
            ],
        ) = self.fields(
            field,
            "a workflow",
            &[
                "kind",
                "name",
                "generateName",
                "naming",
                "entrypoint",
                "serviceAccount",
                "pullSecrets",
                "spec",
                "template",
                "vars",
                "hook",
                "internalRegistry",
            ],
        )?;
        let kind = self.optional(kind, |reader, kind| reader.choice(kind, &KINDS));
        let name = self.workflow_name(&part, name, generate_name, naming);
        let entrypoint = self.optional(entrypoint, Self::filled);
        let service_account = self.optional(service_account, Self::text);
        let pull_secrets = self.optional(pull_secrets, Self::texts);
        let body = self.workflow_body(&part, spec, template, vars);
        let hook = self.optional(hook, Self::hook);
        let internal_registry = self.optional(internal_registry, Self::boolean);
        Some(Workflow {
            span: part.span,
            kind: kind?.map_or(WorkflowKind::default(), |kind| kind.value),
            name: name?,
            entrypoint: entrypoint?,
            service_account: service_account?,
            pull_secrets: pull_secrets?.unwrap_or_default(),
            body: body?,
            hook: hook?,
            internal_registry: internal_registry?,
        })
        .filter(|_| part.is_sound())
    }

    fn workflow_name(
        &mut self,
        part: &Part,
        name: Option<Field<'t>>,
        generate_name: Option<Field<'t>>,
        naming: Option<Field<'t>>,
    ) -> Option<WorkflowName<'t>> {
        let fixed = self.optional(name, Self::text);
        let prefix = self.optional(generate_name, Self::text);
        let hash = self.optional(naming, |reader, naming| {
            reader.choice(naming, &[("hash", ())])
        });
        match (name, generate_name) {
            (Some(name), Some(generate_name)) => {
                self.exclude(name, generate_name, "keep one of the two");
                None
            }
            (None, None) => {
                self.missing(part, "name", "name: NAME` or `generateName: PREFIX-");
                None
            }
            (Some(name), None) => match naming {
                Some(naming) => {
                    self.exclude(
                        name,
                        naming,
                        "remove `naming`, or write `generateName` in place of `name`",
                    );
                    None
                }
                None => fixed?.map(WorkflowName::Name),
            },
            (None, Some(_)) => {
                let prefix = prefix??;
                Some(match hash? {
                    Some(_) => WorkflowName::Hash(prefix),
                    None => WorkflowName::Generate(prefix),
                })
            }
        }
    }

    fn workflow_body(
        &mut self,
        part: &Part,
        spec: Option<Field<'t>>,
        template: Option<Field<'t>>,
        vars: Option<Field<'t>>,
    ) -> Option<WorkflowBody<'t>> {
        let inline = self.optional(spec, Self::inline_spec);
        let file = self.optional(template, Self::filled);
        let variables = self.optional(vars, |reader, vars| {
            reader.mapping(vars, "write `vars: {NAME: VALUE}`")
        });
        match (spec, template, vars) {
            (Some(spec), Some(template), _) => {
                self.exclude(
                    spec,
                    template,
                    "keep the body in one place: `spec` here, or `template` in a file",
                );
                None
            }
            (Some(spec), None, Some(vars)) => {
                self.exclude(spec, vars, "remove `vars`: only a `template` has variables");
                None
            }
            (None, None, Some(_)) => {
                self.missing(part, "template", "template: PATH");
                None
            }
            (Some(_), None, None) => inline?.map(WorkflowBody::Inline),
            (None, Some(_), _) => Some(WorkflowBody::Template {
                file: file??,
                vars: variables?,
            }),
            (None, None, None) => Some(WorkflowBody::Empty),
        }
    }

    /// Reports two fields that exclude each other, at the second.
    fn exclude(&mut self, one: Field<'t>, other: Field<'t>, help: &str) {
        let (first, second) = super::value::in_order(one, other);
        let finding = catalogue::FIELDS_CONFLICT
            .at(
                second.key.span,
                format!(
                    "`{}` does not go with `{}`",
                    second.key.value, first.key.value
                ),
            )
            .also(first.key.span, "it stands here")
            .help(help);
        self.report(finding);
    }

    /// `spec`: anything that Argo takes, but the list that the compiler writes.
    fn inline_spec(&mut self, field: Field<'t>) -> Option<NodeId> {
        let node = self.mapping(field, "write what stands under `spec:` of the workflow")?;
        let tree = self.tree;
        let inner = tree.get(node, "workflowSpec");
        let mut is_free = true;
        for mapping in std::iter::once(node).chain(inner) {
            let Some(entries) = tree.entries(mapping) else {
                continue;
            };
            for (key, _) in entries {
                if tree.scalar(key) == Some("imagePullSecrets") {
                    is_free = false;
                    let finding = catalogue::PULL_SECRETS_IN_SPEC
                        .at(
                            tree.span(key),
                            "`imagePullSecrets` stands inside the workflow's own spec",
                        )
                        .help(
                            "remove it, and name the secrets beside `spec`: `pullSecrets: [NAME]`",
                        );
                    self.report(finding);
                }
            }
        }
        is_free.then_some(node)
    }

    /// `hook`: one hook of Argo CD, or several with commas.
    fn hook(&mut self, field: Field<'t>) -> Option<Text<'t>> {
        let text = self.text(field)?;
        if text.value.split(',').all(|hook| HOOKS.contains(&hook)) {
            return Some(text);
        }
        self.unknown_choice(field, HOOKS.to_vec());
        None
    }
}
