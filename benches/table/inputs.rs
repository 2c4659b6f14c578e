//! What is measured beside the fleet: a spec of pull secrets alone, and workloads to audit.

use std::fmt::Write as _;

use crate::fleet::{HEAD, REGISTRIES, project, registries};

/// A spec of twice as many pull secrets as projects, and of nothing else.
#[must_use]
pub fn secrets(projects: usize) -> String {
    let mut text = format!("{HEAD}platform:\n  kind: kubernetes\n  link: workload\n");
    registries(&mut text);
    text.push_str("projects:\n");
    for number in 0..projects {
        let _ = project(&mut text, number);
    }
    text
}

/// One Deployment a project, of an image that its accounts can pull.
#[must_use]
pub fn workloads(projects: usize) -> String {
    let mut text = String::with_capacity(projects * 280);
    for number in 0..projects {
        let registry = number % REGISTRIES;
        let _ = write!(
            text,
            "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: app\n  namespace: team-{number:06}\nspec:\n  template:\n    spec:\n      serviceAccountName: builder\n      containers:\n      - name: app\n        image: registry-{registry:02}.example.com/team/app:{number}\n"
        );
    }
    text
}
