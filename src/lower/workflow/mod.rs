//! Workflows: what their templates render, what their bodies may be, and the objects.

mod body;
mod check;
mod content_hash;
mod rendered;
mod schema;
mod text;
mod tree_json;
mod variables;

use crate::plan::{Plan, ProjectPlan, WorkflowPlan};

use super::PullSecrets;

pub use body::WorkflowBodies;
pub use text::WorkflowTexts;

/// Something for every workflow of the plan.
struct ByWorkflow<T> {
    /// Where each project's first one stands in the list.
    starts: Vec<u32>,
    list: Vec<T>,
}

impl<T> ByWorkflow<T> {
    /// Makes it, in the order of the plan.
    fn new<'a>(
        plan: &'a Plan<'a>,
        mut make: impl FnMut(&'a ProjectPlan<'a>, &'a WorkflowPlan<'a>) -> T,
    ) -> Self {
        let mut list = Vec::new();
        let mut starts = Vec::with_capacity(plan.projects.len());
        for project in &plan.projects {
            starts.push(u32::try_from(list.len()).unwrap_or(u32::MAX));
            for workflow in &project.workflows {
                list.push(make(project, workflow));
            }
        }
        Self { starts, list }
    }

    /// What is there for a workflow, by the numbers of its project and its own.
    fn at(&self, project: u32, position: u32) -> &T {
        &self.list[(self.starts[project as usize] + position) as usize]
    }
}

/// The secrets that a workflow names, OpenShift's own first.
fn pull_list<'s>(planned: &'s WorkflowPlan<'_>, secrets: &'s PullSecrets<'_>) -> Vec<&'s str> {
    let names = planned.pull_secrets.iter().map(|id| secrets.name(*id));
    planned.pinned.as_deref().into_iter().chain(names).collect()
}
