//! Each direct dependency has its reason in CONTRIBUTING.md, and nothing else is listed there.

use std::collections::BTreeSet;

const CARGO: &str = include_str!("../Cargo.toml");
const CONTRIBUTING: &str = include_str!("../CONTRIBUTING.md");

/// The names in the tables of dependencies.
fn named() -> BTreeSet<&'static str> {
    let mut is_dependencies = false;
    let mut names = BTreeSet::new();
    for line in CARGO.lines() {
        if line.starts_with('[') {
            is_dependencies = line.ends_with("dependencies]");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| is_dependencies) {
            names.insert(name);
        }
    }
    names
}

/// The names in the first column of the table, and whether each has a second.
fn explained() -> BTreeSet<&'static str> {
    let (_, section) = CONTRIBUTING
        .split_once("## Dependencies")
        .expect("there is a section");
    section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once(" | "))
        .inspect(|(names, reason)| assert!(reason.len() > 8, "{names} has no reason"))
        .flat_map(|(names, _)| names.split(", "))
        .map(|name| name.trim_matches('`'))
        .collect()
}

#[test]
fn each_has_its_reason() {
    assert_eq!(named(), explained());
}
