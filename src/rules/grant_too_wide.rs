//! Whole projects that are granted where every puller is known.

use crate::finding::{Finding, catalogue};
use crate::model::Puller;
use crate::plan::ProjectPlan;

use super::{Checked, Needs, Rule};

/// Grants that could name accounts.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::GRANT_TOO_WIDE],
    needs: Needs::Spec,
    check,
};

/// How many accounts the help names.
const NAMED: usize = 5;

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    for grant in &spec.grants {
        for puller in &grant.pullers {
            let Puller::Project(name) = puller else {
                continue;
            };
            let Some(project) = spec
                .projects
                .number(name.value)
                .and_then(|number| checked.plan.project(number))
            else {
                continue;
            };
            if name.value == grant.images_in.value || !lists_its_accounts(project) {
                continue;
            }
            let mut accounts: Vec<String> = project
                .service_accounts
                .iter()
                .take(NAMED)
                .map(|account| format!("{}/{}", name.value, account.name))
                .collect();
            let more = project.service_accounts.len() - accounts.len();
            if more > 0 {
                accounts.push(format!("and {more} more"));
            }
            findings.push(
                catalogue::GRANT_TOO_WIDE
                    .at(
                        name.span,
                        format!(
                            "every account of `{}` may pull, those included that somebody makes \
                             later",
                            name.value
                        ),
                    )
                    .also(
                        project.service_accounts[0].place,
                        format!("`{}` lists its accounts", name.value),
                    )
                    .help(format!(
                        "name the accounts that pull: `pullers: [{}]`",
                        accounts.join(", ")
                    )),
            );
        }
    }
}

/// Whether the spec says which accounts the project has. The account that every project with pull
/// secrets gets, because nothing was said, does not say it.
fn lists_its_accounts(project: &ProjectPlan<'_>) -> bool {
    !project.unmanaged
        && !project.accounts_unknown
        && project.broken_accounts.is_empty()
        && project
            .service_accounts
            .first()
            .is_some_and(|account| account.place != project.place)
}
