//! How a pod comes to what it lacks, in words that can be pasted.

use crate::finding::NearNames;
use crate::kubernetes::PINNED;
use crate::model::Link;
use crate::plan::{Account, ProjectPlan, PullSecretId};
use crate::resolve::Facts;

use super::words::{Whose, project, project_names};

/// What ends a name of which only the beginning is known.
const UNKNOWN_END: char = '…';

/// For a project that the spec does not have.
pub(super) fn unknown_project(
    facts: Facts<'_>,
    near: &mut NearNames,
    whose: Whose<'_>,
    secret: &str,
) -> String {
    let Whose {
        project, account, ..
    } = whose;
    if let Some(name) = near.of(project, project_names(facts)) {
        return format!("the spec has no project `{project}`: did you mean `{name}`?");
    }
    let accounts = match account {
        "default" => String::new(),
        _ => format!(", serviceAccounts: {{default: {{}}, {account}: {{}}}}"),
    };
    format!(
        "the spec has no project `{project}`: add it, as `{project}: {{pullSecrets: [{secret}]{accounts}}}`"
    )
}

/// For a pod of a project of the spec, to pull with a secret; `of_project` says whether the
/// project has that secret already.
pub(super) fn pull(
    facts: Facts<'_>,
    project: &ProjectPlan<'_>,
    whose: Whose<'_>,
    id: PullSecretId,
    of_project: bool,
) -> String {
    let secret = &*facts.plan.pull_secret(id).name;
    let by_pod = match whose.own_list {
        [] => by_account(facts, project, whose, id, of_project),
        _ => Some(list_in_pod(whose, facts.secrets.name(id))),
    };
    let to_project = format!(
        "add `{secret}` to `pullSecrets` of project `{}` in the spec",
        project.name
    );
    match (of_project, by_pod) {
        (true, Some(by_pod)) => by_pod,
        (false, Some(by_pod)) => format!("{to_project}, then {by_pod}"),
        (_, None) => to_project,
    }
}

/// For pods without a list of their own; nothing where it is enough that the project has the
/// secret.
fn by_account(
    facts: Facts<'_>,
    project: &ProjectPlan<'_>,
    whose: Whose<'_>,
    id: PullSecretId,
    of_project: bool,
) -> Option<String> {
    // What the spec calls it, and what it is called in the cluster.
    let secret = &*facts.plan.pull_secret(id).name;
    let shown = facts.secrets.name(id);
    let account = whose.account;
    let name = project.name;
    Some(match project.account(account, facts.spec.platform.kind()) {
        Account::Planned(planned) if planned.link == Link::Workload => match whose.brought {
            Some(list) => by_manifest(facts, account, list, shown),
            None => format!(
                "what runs as `{account}` names its pull secrets itself (`link: workload`): add `imagePullSecrets: [{{name: {shown}}}]` to the pod"
            ),
        },
        Account::Planned(planned) if planned.pulls_everything && !of_project => return None,
        Account::Planned(_) => format!(
            "add `{secret}` to `pull` of service account `{account}` of project `{name}` in the spec"
        ),
        // The first pull secret of a project is also its `default` account's.
        Account::BuiltIn
            if account == "default"
                && !project.accounts_given
                && !of_project
                && whose.brought.is_none() =>
        {
            return None;
        }
        Account::BuiltIn | Account::Undecided | Account::Missing => match whose.brought {
            Some(list) => by_manifest(facts, account, list, shown),
            None => format!(
                "add {} in the spec",
                project.new_account(account, &format!("{{pull: [{secret}]}}"), !of_project)
            ),
        },
    })
}

/// For an account that the manifests themselves hold: the spec would be a second owner of it. On
/// OpenShift a list that it has from a manifest must name OpenShift's own secret too, under a name
/// that is fixed: without, the controller and whoever applies the manifest undo each other.
fn by_manifest(facts: Facts<'_>, account: &str, list: &[String], secret: &str) -> String {
    let owner = format!("the manifests make service account `{account}` themselves: add");
    match facts.spec.platform.default_link() {
        _ if !list.is_empty() => {
            format!("{owner} `- name: {secret}` to its `imagePullSecrets` there")
        }
        Link::Pinned => format!(
            "{owner} there the annotation `{PINNED}: {account}-dockercfg` and `imagePullSecrets: [{{name: {account}-dockercfg}}, {{name: {secret}}}]`"
        ),
        Link::Plain | Link::Workload => {
            format!("{owner} `imagePullSecrets: [{{name: {secret}}}]` there")
        }
    }
}

/// For a pod with a list of its own.
pub(super) fn list_in_pod(whose: Whose<'_>, secret: &str) -> String {
    format!(
        "add {} to the pod's `imagePullSecrets`",
        item(whose.project, whose.account, secret)
    )
}

/// An item of a pod's list. What OpenShift called a secret of its own only the cluster knows, and
/// the hash behind a name only who has read the credentials.
pub(super) fn item(project: &str, account: &str, secret: &str) -> String {
    match secret.strip_suffix(UNKNOWN_END) {
        Some(start) if start.strip_suffix("-dockercfg-") != Some(account) => format!(
            "`- name: NAME`, the name that `pullsecrets build` gives it (`{start}` and ten characters),"
        ),
        Some(_) => format!(
            "`- name: NAME`, OpenShift's own secret of the account (`oc get serviceaccount {account} -n {project} -o yaml` shows its name, `{account}-dockercfg-` and five letters),"
        ),
        None => format!("`- name: {secret}`"),
    }
}

/// The name of OpenShift's own secret of an account, as far as it is known.
pub(super) fn managed_secret(facts: Facts<'_>, whose: Whose<'_>) -> String {
    let account = whose.account;
    let project = project(facts, whose.project);
    let planned = project.map(|project| project.account(account, facts.spec.platform.kind()));
    match planned {
        Some(Account::Planned(planned)) => planned.pinned.as_deref().map(str::to_owned),
        _ => None,
    }
    .unwrap_or_else(|| format!("{account}-dockercfg-{UNKNOWN_END}"))
}
