//! `profiles`, `defaults` and `projects`.

use crate::finding::catalogue;
use crate::model::{Create, Profile, Project, Text};
use crate::syntax::{Kind, NodeId, Plain, Style, Tree, plain};

use super::Reader;
use super::fields::Field;
use super::place::key_text;
use super::words::kind;

/// The names and parts of `projects` as they are written, read or not.
pub(super) fn written_projects<'t>(
    tree: &'t Tree<'_>,
) -> impl Iterator<Item = (NodeId, NodeId)> + use<'t> {
    let projects = tree.root().and_then(|root| tree.get(root, "projects"));
    let entries = projects.and_then(|projects| tree.entries(projects));
    entries.into_iter().flatten()
}

impl<'t> Reader<'t> {
    /// One of `profiles`.
    pub fn profile(&mut self, field: Field<'t>) -> Option<Profile<'t>> {
        if kind(self.tree, field.value) == "null" {
            return Some(Profile::default());
        }
        let (part, [pull_secrets, service_accounts, workflows]) = self.fields(
            field,
            "a profile",
            &["pullSecrets", "serviceAccounts", "workflows"],
        )?;
        let profile = self.settings(pull_secrets, service_accounts, workflows);
        profile.filter(|_| part.is_sound())
    }

    /// `defaults`: the profiles of projects that name none.
    pub fn defaults(&mut self, field: Field<'t>) -> Option<Vec<Text<'t>>> {
        let (part, [profiles]) = self.fields(field, "`defaults`", &["use"])?;
        let profiles = self.optional(profiles, Self::texts)?;
        Some(profiles.unwrap_or_default()).filter(|_| part.is_sound())
    }

    /// One of `projects`.
    pub fn project(&mut self, field: Field<'t>) -> Option<Project<'t>> {
        // A name alone, as `project-b:`, is a project that says nothing more.
        if kind(self.tree, field.value) == "null" {
            return Some(Project {
                span: field.key.span,
                profiles: None,
                own: Profile::default(),
                create: None,
                unmanaged: None,
            });
        }
        if self.is_field_among_projects(field) {
            return None;
        }
        let (
            part,
            [
                profiles,
                pull_secrets,
                service_accounts,
                workflows,
                create,
                managed,
            ],
        ) = self.fields(
            field,
            "a project",
            &[
                "use",
                "pullSecrets",
                "serviceAccounts",
                "workflows",
                "create",
                "managed",
            ],
        )?;
        let profiles = self.optional(profiles, Self::texts);
        let own = self.settings(pull_secrets, service_accounts, workflows);
        let create = self.optional(create, Self::create);
        let managed = self.optional(managed, Self::boolean);
        Some(Project {
            span: part.span,
            profiles: profiles?,
            own: own?,
            create: create?.flatten(),
            unmanaged: managed?
                .filter(|managed| !managed.value)
                .map(|managed| managed.span),
        })
        .filter(|_| part.is_sound())
    }

    /// Whether what should be a project is a field of one that is indented too little, which is
    /// reported.
    fn is_field_among_projects(&mut self, field: Field<'t>) -> bool {
        let tree = self.tree;
        let name = field.key.value;
        let is_mapping = tree.entries(field.value).is_some();
        let is_field = match name {
            "use" | "pullSecrets" | "workflows" | "create" | "managed" => !is_mapping,
            "serviceAccounts" => true,
            _ => false,
        };
        if !is_field {
            return false;
        }
        let above = written_projects(tree)
            .map_while(|(key, _)| key_text(tree, key).filter(|key| key.span != field.key.span))
            .last();
        let finding = catalogue::WRONG_TYPE
            .at(
                field.key.span,
                format!("`{name}` stands among the projects, where each key is the name of one"),
            )
            .help(match above {
                Some(above) => format!(
                    "indent it below the project that it belongs to: `{}`, it seems",
                    above.value
                ),
                None => format!("put it below a project: `projects: {{NAME: {{{name}: …}}}}`"),
            });
        self.report(finding);
        true
    }

    fn settings(
        &mut self,
        pull_secrets: Option<Field<'t>>,
        service_accounts: Option<Field<'t>>,
        workflows: Option<Field<'t>>,
    ) -> Option<Profile<'t>> {
        let pull_secrets = self.optional(pull_secrets, Self::texts);
        let service_accounts = self.optional(service_accounts, Self::service_accounts);
        let workflows = self.optional(workflows, |reader, workflows| {
            reader.good_items(
                workflows,
                "start each workflow with `- name: NAME`",
                Self::workflow,
            )
        });
        Some(Profile {
            pull_secrets: pull_secrets?.unwrap_or_default(),
            service_accounts: service_accounts?,
            workflows: workflows?.unwrap_or_default(),
        })
    }

    /// `create`: `true`, or the labels and annotations of the Namespace; `false` is as if it
    /// were left out.
    #[expect(clippy::option_option, reason = "`false` and broken are two things")]
    fn create(&mut self, field: Field<'t>) -> Option<Option<Create<'t>>> {
        let tree = self.tree;
        let span = tree.span(field.value);
        let bare = Create {
            span,
            labels: Vec::new(),
            annotations: Vec::new(),
        };
        match &tree.node(field.value).kind {
            Kind::Mapping(_) => {
                let (part, [labels, annotations]) =
                    self.fields(field, "`create`", &["labels", "annotations"])?;
                let labels = self.optional(labels, Self::text_map);
                let annotations = self.optional(annotations, Self::text_map);
                Some(Some(Create {
                    span,
                    labels: labels?.unwrap_or_default(),
                    annotations: annotations?.unwrap_or_default(),
                }))
                .filter(|_| part.is_sound())
            }
            Kind::Scalar(text, Style::Plain)
                if !matches!(plain(text), Plain::Null | Plain::Text | Plain::Number) =>
            {
                let create = self.boolean(field)?;
                Some(create.value.then_some(bare))
            }
            _ => {
                self.wrong_type(
                    field,
                    "`true`, `false` or a mapping",
                    Some("write `create: true`, or `create: {labels: {KEY: \"VALUE\"}}`"),
                );
                None
            }
        }
    }
}
