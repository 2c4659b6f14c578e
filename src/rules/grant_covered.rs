//! Pullers that a wider grant covers.

use hashbrown::HashMap;

use crate::finding::{Finding, catalogue};
use crate::model::Puller;
use crate::source::Span;

use super::{Checked, Needs, Rule};

/// Accounts where their project is granted, and both where everybody is.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::GRANT_COVERED],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let mut everyone: HashMap<&str, Span> = HashMap::new();
    let mut projects: HashMap<(&str, &str), Span> = HashMap::new();
    for grant in &checked.spec.grants {
        for puller in &grant.pullers {
            match puller {
                Puller::Everyone(span) => {
                    everyone.entry(grant.images_in.value).or_insert(*span);
                }
                Puller::Project(project) => {
                    projects
                        .entry((grant.images_in.value, project.value))
                        .or_insert(project.span);
                }
                Puller::Account { .. } => {}
            }
        }
    }
    if everyone.is_empty() && projects.is_empty() {
        return;
    }
    for grant in &checked.spec.grants {
        let images_in = grant.images_in.value;
        for puller in &grant.pullers {
            let (project, place, what) = match puller {
                Puller::Everyone(_) => continue,
                Puller::Project(project) => (
                    project,
                    project.span,
                    format!("every account of `{}`", project.value),
                ),
                Puller::Account { project, account } => (
                    project,
                    account.span,
                    format!("`{}/{}`", project.value, account.value),
                ),
            };
            // A grant inside one project, and a project that is none, are findings of their own.
            let is_known = checked.spec.projects.number(project.value).is_some();
            if project.value == images_in || !is_known {
                continue;
            }
            let wider = match puller {
                Puller::Account { .. } => projects
                    .get(&(images_in, project.value))
                    .map(|span| (*span, "the whole project is granted here")),
                _ => None,
            };
            let wider = wider.or_else(|| {
                let span = everyone.get(images_in)?;
                Some((*span, "every account of the cluster is granted here"))
            });
            if let Some((span, label)) = wider {
                findings.push(
                    catalogue::GRANT_COVERED
                        .at(
                            place,
                            format!("{what} may pull from `{images_in}` by a wider grant already"),
                        )
                        .also(span, label)
                        .help("remove one of the two; the narrower one is the safer one to keep"),
                );
            }
        }
    }
}
