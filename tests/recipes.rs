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

/// The recipe under a heading that starts so.
fn recipe(heading: &str) -> String {
    let text = recipes();
    let parts = text.split("\n## ");
    let mut found = parts.filter(|part| part.starts_with(heading));
    found.next().expect("there is a recipe").to_owned()
}

/// The files of the source that tell all variants of an enum apart; without those of tests.
fn files_that_name(variants: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![Path::new(ROOT).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a text");
            if variants.iter().all(|variant| names(&text, variant)) {
                let below = path.strip_prefix(ROOT).expect("below the root");
                found.push(below.to_str().expect("a path of ours").to_owned());
            }
        }
    }
    found
}

/// Whether a text holds a word, and not only as the beginning of another.
fn names(text: &str, word: &str) -> bool {
    let mut places = text.match_indices(word);
    places.any(|(at, _)| {
        let after = text[at + word.len()..].chars().next();
        !after.is_some_and(char::is_alphanumeric)
    })
}

#[test]
fn a_recipe_names_every_file_that_tells_its_kind_apart() {
    for (heading, variants) in [
        (
            "A new source of a credential",
            &[
                "Credential::Basic",
                "Credential::Auth",
                "Credential::AuthFile",
                "Credential::External",
            ][..],
        ),
        (
            "A new form of Secrets",
            &[
                "Form::Secret",
                "Form::SealedSecret",
                "Form::ExternalSecret",
                "Form::Sops",
            ],
        ),
        (
            "A new output format of findings",
            &["Format::Full", "Format::Sarif", "Format::Github"],
        ),
    ] {
        let recipe = recipe(heading);
        let files = files_that_name(variants);
        assert!(!files.is_empty(), "{heading}: nothing names {variants:?}");
        for file in files {
            assert!(
                recipe.contains(&format!("`{file}`")),
                "{heading}: the recipe leaves `{file}` out"
            );
        }
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
