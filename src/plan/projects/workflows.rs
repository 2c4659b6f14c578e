//! The workflows of a project, and the pinned secret that those name first which name secrets.

use crate::model::{Workflow, WorkflowName};
use crate::plan::{Account, ProjectPlan, WorkflowPlan};
use crate::source::Span;

use super::Merger;

impl<'t> Merger<'t, '_> {
    pub(super) fn workflow(
        &mut self,
        workflow: &'t Workflow<'t>,
        profile: Option<&'t str>,
        plan: &mut ProjectPlan<'t>,
    ) {
        self.room = self.room.saturating_sub(1);
        let pull_secrets = self.of_project(&workflow.pull_secrets, profile, plan);
        let runs_as = workflow
            .service_account
            .map_or("default", |name| name.value);
        let mut pinned = None;
        match plan.account(runs_as, self.kind) {
            // A workflow that names no secret leaves its pods to their service account, the
            // pinned secret included.
            Account::Planned(account) if !workflow.pull_secrets.is_empty() => {
                let wanted = workflow.internal_registry.is_none_or(|wanted| wanted.value);
                pinned = account.pinned.clone().filter(|_| wanted);
            }
            Account::Planned(_) | Account::BuiltIn | Account::Undecided => {}
            Account::Missing => {
                if let Some(name) = &workflow.service_account {
                    self.references.undefined_account(name, plan, self.kind);
                }
            }
        }
        plan.workflows.push(WorkflowPlan {
            workflow,
            pull_secrets,
            pinned,
            place: name_place(workflow),
        });
    }
}

/// A workflow is shown at its name: its entry may be many lines long.
fn name_place(workflow: &Workflow<'_>) -> Span {
    match workflow.name {
        WorkflowName::Name(name) | WorkflowName::Generate(name) | WorkflowName::Hash(name) => {
            name.span
        }
    }
}
