//! Names in the lists of accounts and workflows that are no pull secrets of their project.

use crate::finding::catalogue;
use crate::model::Text;
use crate::plan::ProjectPlan;

use super::Merger;

/// As many accounts are named; the others are counted.
const NAMED: usize = 3;

impl<'t> Merger<'t, '_> {
    pub(super) fn not_of_project(
        &mut self,
        name: &Text<'t>,
        profile: Option<&str>,
        plan: &ProjectPlan<'t>,
    ) {
        let definitions = self.definitions;
        self.references.report(name.span, || {
            let finding = catalogue::NOT_OF_PROJECT.at(
                name.span,
                format!("`{}` is not a pull secret of `{}`", name.value, plan.name),
            );
            let finding = match profile {
                Some(profile) => finding.also(
                    plan.place,
                    format!(
                        "uses the profile `{profile}`, and does not have `{}`",
                        name.value
                    ),
                ),
                None => finding,
            };
            let names: Vec<String> = plan
                .pull_secrets
                .iter()
                .take(5)
                .map(|(id, _)| format!("`{}`", definitions.get(*id).name))
                .collect();
            let has = match (names.is_empty(), plan.pull_secrets.len() > names.len()) {
                (true, _) => "it has none".to_owned(),
                (false, false) => format!("it has {}", names.join(", ")),
                (false, true) => format!("it has {} and more", names.join(", ")),
            };
            let owner = profile.map_or_else(
                || format!("of `{}`", plan.name),
                |profile| format!("of the profile `{profile}`"),
            );
            finding.help(format!(
                "add `{}` to the `pullSecrets` {owner} ({has}){}",
                name.value,
                others_that_pull(plan, &names)
            ))
        });
    }
}

/// A secret that a project gains is pulled with by every account that says nothing of `pull`: who
/// they are, and what keeps them as they are. `names` are the first pull secrets of the project, in
/// backticks.
fn others_that_pull(plan: &ProjectPlan<'_>, names: &[String]) -> String {
    let all: Vec<&str> = plan
        .service_accounts
        .iter()
        .filter(|account| account.pulls_everything)
        .map(|account| account.name)
        .collect();
    let listed: Vec<String> = all
        .iter()
        .take(NAMED)
        .map(|name| format!("`{name}`"))
        .collect();
    let and_more = match all.len() - listed.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let list = match plan.pull_secrets.len() > names.len() {
        true => "…".to_owned(),
        false => names.join(", ").replace('`', ""),
    };
    match all.len() {
        0 => String::new(),
        1 => format!(
            "; {} then pulls with it too, unless it says `pull: [{list}]`",
            listed.concat()
        ),
        _ => format!(
            "; {}{and_more} then pull with it too, unless they say `pull: [{list}]`",
            listed.join(", ")
        ),
    }
}
