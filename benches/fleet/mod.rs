//! A fleet to measure with: N projects, each with two pull secrets, two service accounts and one
//! grant, every tenth with a Workflow. About five objects a project.

use std::fmt::Write as _;

/// How many registries the projects share.
pub const REGISTRIES: usize = 20;

/// What every spec starts with.
pub const HEAD: &str =
    "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata:\n  name: fleet\n";

/// Adds the registries that the projects share.
pub fn registries(text: &mut String) {
    text.push_str("registries:\n");
    for number in 0..REGISTRIES {
        let _ = write!(
            text,
            "  registry-{number:02}:\n    server: registry-{number:02}.example.com/team\n    username: robot-{number:02}\n    password: {{file: password.txt}}\n"
        );
    }
}

/// Adds a project and its pull secrets: two of the registries, whose numbers are returned.
pub fn project(text: &mut String, number: usize) -> (usize, usize) {
    let (first, second) = (number % REGISTRIES, (number + 7) % REGISTRIES);
    let _ = write!(
        text,
        "  team-{number:06}:\n    pullSecrets: [registry-{first:02}, registry-{second:02}]\n"
    );
    (first, second)
}

/// The spec of a fleet of `projects` projects. Passwords come from `password.txt` beside it.
#[must_use]
pub fn spec(projects: usize) -> String {
    let mut text = String::with_capacity(projects * 480 + 4096);
    text.push_str(HEAD);
    registries(&mut text);
    text.push_str("projects:\n");
    for number in 0..projects {
        let (first, second) = project(&mut text, number);
        let _ = write!(
            text,
            "    serviceAccounts:\n      default:\n        pull: [registry-{first:02}]\n      builder:\n        pull: [registry-{first:02}, registry-{second:02}]\n        mount: [registry-{second:02}]\n"
        );
        if number % 10 == 0 {
            let _ = write!(
                text,
                "    workflows:\n      - name: build-{number:06}\n        entrypoint: main\n        serviceAccount: builder\n        pullSecrets: [registry-{first:02}]\n        spec:\n          templates:\n            - name: main\n              container:\n                image: registry-{first:02}.example.com/team/builder:1\n                command: [make]\n"
            );
        }
    }
    text.push_str("grants:\n");
    for number in 0..projects {
        let images = (number + 1) % projects;
        let _ = write!(
            text,
            "  - imagesIn: team-{images:06}\n    pullers: [team-{number:06}/default]\n"
        );
    }
    text
}
