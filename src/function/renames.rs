//! Names of Secrets among the items that a hash has made others.

use hashbrown::{HashMap, HashSet};

use crate::lower::{HashedNames, SECRET_PLACES};
use crate::plan::Plan;
use crate::syntax::{NodeId, Tree};
use crate::workload::{Manifest, pods};

/// Where a service account names Secrets.
const ACCOUNT_PLACES: [&[&str]; 2] = [PULLED, &["secrets", "name"]];
/// Where a pod and a service account name what they pull with.
const PULLED: &[&str] = &["imagePullSecrets", "name"];
/// How many keys the longest place has.
const DEEPEST: usize = 5;

/// A name that is written without the hash that it carries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rename<'n> {
    /// The text that is the name.
    pub node: NodeId,
    /// The final name.
    pub name: &'n str,
}

/// The names of pull secrets in pods and service accounts that are to be others, by the final names
/// of each project of the plan. Where a Secret of the name as it is written is among the items,
/// that one is meant.
#[must_use]
pub fn renames<'n>(
    tree: &Tree<'_>,
    items: &[Manifest<'_>],
    plan: &Plan<'_>,
    hashed: &[HashedNames<'n>],
) -> Vec<Rename<'n>> {
    let is_secret = |item: &&Manifest<'_>| (item.group(), item.kind.value) == ("", "Secret");
    let there: HashSet<(Option<&str>, &str)> = items
        .iter()
        .filter(is_secret)
        .filter_map(|item| Some((namespace(item), item.name?.value)))
        .collect();
    let projects = plan.projects.iter().map(|project| project.name);
    let by_project: HashMap<&str, &HashedNames<'n>> = projects.zip(hashed).collect();
    let only = match hashed {
        [only] => Some(only),
        _ => None,
    };
    let mut found = Vec::new();
    for item in items {
        let names = match namespace(item) {
            Some(namespace) => by_project.get(namespace).copied(),
            None => only,
        };
        let Some(names) = names.filter(|names| !names.is_empty()) else {
            continue;
        };
        for (node, written) in named(tree, item) {
            if let Some(name) = names.get(written)
                && !there.contains(&(namespace(item), written))
            {
                found.push(Rename { node, name });
            }
        }
    }
    found
}

fn namespace<'t>(item: &Manifest<'t>) -> Option<&'t str> {
    item.namespace.map(|namespace| namespace.value)
}

/// The names of Secrets in an object, and where they stand.
fn named<'t>(tree: &'t Tree<'_>, item: &Manifest<'_>) -> Vec<(NodeId, &'t str)> {
    let (root, places): (_, &[&[&str]]) = match (item.group(), item.kind.value) {
        ("", "ServiceAccount") => (item.node, &ACCOUNT_PLACES),
        _ => match pods(tree, item) {
            Some(pod) => (pod.node, &SECRET_PLACES),
            None => return Vec::new(),
        },
    };
    let mut found = Vec::new();
    let mut left = vec![(root, [""; DEEPEST])];
    while let Some((node, keys)) = left.pop() {
        if let Some(text) = tree.scalar(node) {
            let mut places = places.iter().chain([&PULLED]);
            if places.any(|place| keys.ends_with(place)) {
                found.push((node, text));
            }
        } else if let Some(items) = tree.items(node) {
            left.extend(items.iter().map(|item| (*item, keys)));
        }
        for (key, value) in tree.entries(node).into_iter().flatten() {
            let mut below = keys;
            below.rotate_left(1);
            below[DEEPEST - 1] = tree.scalar(key).unwrap_or_default();
            left.push((value, below));
        }
    }
    found
}
