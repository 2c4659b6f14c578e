//! CONTRIBUTING's recipes name files that exist, and a step for every kind of thing there is.

use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn recipes() -> String {
    std::fs::read_to_string(Path::new(ROOT).join("CONTRIBUTING.md")).expect("CONTRIBUTING is there")
}

/// Paths in backticks that start at the root.
fn paths(text: &str) -> Vec<&str> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| {
            [
                "src/",
                "tests/",
                "schemas/",
                "golden/",
                "benches/",
                "fuzz/",
                ".ci/",
                "examples/",
            ]
            .iter()
            .any(|start| word.starts_with(start))
        })
        .collect()
}

#[test]
fn every_file_of_a_recipe_exists() {
    let text = recipes();
    let paths = paths(&text);
    assert!(paths.len() > 20, "the recipes name files");
    for path in paths {
        // `name` and `NNNN` stand for what the contributor makes: their folder must be there.
        let made = ["/name.rs", "psNNNN", "PSNNNN"]
            .iter()
            .find_map(|placeholder| path.find(placeholder));
        let known = made.map_or(path, |at| {
            path[..at].rsplit_once('/').map_or(path, |_| &path[..at])
        });
        assert!(
            Path::new(ROOT).join(known).exists(),
            "`{path}` is not there"
        );
    }
}

#[test]
fn every_recipe_has_at_most_ten_lines() {
    for recipe in recipes()
        .split("\n## ")
        .filter(|part| part.starts_with("A new "))
    {
        let lines = recipe
            .lines()
            .skip(1)
            .filter(|line| !line.is_empty())
            .count();
        assert!((2..=10).contains(&lines), "{recipe}");
    }
}
