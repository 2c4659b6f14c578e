//! Which pods among the items must name pull secrets themselves, and which.

use hashbrown::{HashMap, HashSet};

use crate::model::{Link, PlatformKind};
use crate::plan::{Account, Plan, ProjectPlan, PullSecretId};
use crate::syntax::{NodeId, Tree};
use crate::workload::{Manifest, pods};

use super::Rename;

/// Names that a pod's list lacks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Addition {
    /// The mapping in which `imagePullSecrets` stands or will stand.
    pub pod: NodeId,
    /// The names, in the order of the service account's `pull`.
    pub names: Vec<String>,
}

/// What the pods of these objects lack: those that run as an account under `link: workload`, whose
/// pull secrets nothing else brings to them. An object without a namespace counts as one of the
/// only project, where the spec has one. `name_of` is the final name of a pull secret, `renames` are
/// names of the items that will be others.
#[must_use]
pub fn additions<'n>(
    tree: &Tree<'_>,
    items: &[Manifest<'_>],
    plan: &Plan<'_>,
    kind: PlatformKind,
    name_of: impl Fn(PullSecretId) -> &'n str,
    renames: &[Rename<'_>],
) -> Vec<Addition> {
    let projects: HashMap<&str, &ProjectPlan<'_>> = plan
        .projects
        .iter()
        .map(|project| (project.name, project))
        .collect();
    let only = match plan.projects.as_slice() {
        [only] => Some(only),
        _ => None,
    };
    let renamed: HashMap<u32, &str> = renames
        .iter()
        .map(|rename| (tree.span(rename.node).start, rename.name))
        .collect();
    items
        .iter()
        .filter_map(|item| {
            let pod = pods(tree, item)?;
            let project = match item.namespace {
                Some(namespace) => projects.get(namespace.value).copied(),
                None => only,
            }?;
            let account = pod.service_account.map_or("default", |name| name.value);
            let Account::Planned(account) = project.account(account, kind) else {
                return None;
            };
            if account.link != Link::Workload {
                return None;
            }
            let listed = pod.pull_secrets.iter().map(|named| {
                let renamed = renamed.get(&named.span.start).copied();
                renamed.unwrap_or(named.name)
            });
            let listed: HashSet<&str> = listed.collect();
            let names: Vec<String> = account
                .pull
                .iter()
                .map(|id| name_of(*id))
                .filter(|name| !listed.contains(*name))
                .map(str::to_owned)
                .collect();
            (!names.is_empty()).then_some(Addition {
                pod: pod.node,
                names,
            })
        })
        .collect()
}
