//! Whether the workloads in manifests can pull their images, by what a spec gives their projects.
//!
//! The answers are those of `resolve`; here is only which of them are worth a word, and where. What
//! the manifests bring along themselves (Secrets, service accounts) counts as much as the spec.

mod bindings;
mod collect;
mod covering;
mod ledger;
mod mend;
mod pods;
mod secrets;
mod template;
mod text;
mod words;

use crate::finding::Finding;
use crate::resolve::Facts;

use collect::Collected;
use pods::Auditor;

pub use text::Text;

/// What an audit is told on the command line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The project of objects that name none; where a spec has only one it need not be said.
    pub namespace: Option<&'a str>,
    /// Whether registries that the spec does not know are reported.
    pub strict: bool,
}

/// Audits the workloads of some texts. Findings are in no order and before suppressions.
#[must_use]
pub fn audit(facts: Facts<'_>, texts: &[Text<'_>], options: Options<'_>) -> Vec<Finding> {
    let only = match facts.plan.projects.as_slice() {
        [project] => Some(project.name),
        _ => None,
    };
    let mut collected = Collected::new(texts, options.namespace.or(only));
    let mut findings = std::mem::take(&mut collected.findings);
    let mut auditor = Auditor::new(facts, &collected, options);
    for account in &collected.accounts {
        auditor.account(account, &mut findings);
    }
    for workload in &collected.workloads {
        auditor.workload(workload, &mut findings);
    }
    findings
}
