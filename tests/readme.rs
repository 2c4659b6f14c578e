//! README shows what is so: every block behind a marker is the file or the output that the marker
//! names. `UPDATE_GOLDEN=1` writes the blocks anew.
//!
//! `<!-- file: PATH -->` is a file of the repository, `<!-- run: ARGUMENTS -->` is what the command
//! prints on both streams, `<!-- run DIR: ARGUMENTS -->` the same in that folder. The block follows
//! at once.

use std::path::Path;
use std::process::Command;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// What a marker's block must hold.
fn expected(marker: &str) -> String {
    let (kind, rest) = marker.split_once(": ").expect("a marker names its kind");
    let text = match kind.split_once(' ').unwrap_or((kind, ".")) {
        ("file", _) => {
            std::fs::read_to_string(Path::new(ROOT).join(rest)).expect("the file is there")
        }
        ("run", folder) => run(folder, rest),
        _ => panic!("`{kind}` is no kind of marker"),
    };
    assert!(
        !text.contains("```"),
        "{marker}: a fence would end the block"
    );
    text
}

fn run(folder: &str, arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(arguments.split_whitespace())
        .current_dir(Path::new(ROOT).join(folder))
        .env_clear()
        .output()
        .expect("the command starts");
    let printed = [output.stderr, output.stdout].concat();
    String::from_utf8(printed).expect("the command prints text")
}

#[test]
fn every_marked_block_is_what_it_says() {
    let path = Path::new(ROOT).join("README.md");
    let readme = std::fs::read_to_string(&path).expect("README is there");
    let mut rewritten = String::new();
    let mut wrong = Vec::new();
    let mut lines = readme.lines().peekable();
    let mut markers = 0;
    while let Some(line) = lines.next() {
        rewritten.push_str(line);
        rewritten.push('\n');
        let marker = line
            .strip_prefix("<!-- ")
            .and_then(|line| line.strip_suffix(" -->"));
        let Some(marker) = marker else { continue };
        markers += 1;
        let fence = lines.next().expect("a block follows the marker");
        assert!(
            fence.starts_with("```"),
            "{marker}: a block follows at once"
        );
        let mut block = String::new();
        for line in lines.by_ref().take_while(|line| *line != "```") {
            block.push_str(line);
            block.push('\n');
        }
        let expected = expected(marker);
        let expected = format!("{}\n", expected.trim_end());
        if block != expected {
            wrong.push(marker.to_owned());
        }
        rewritten.push_str(&format!("{fence}\n{expected}```\n"));
    }
    assert!(markers > 0, "README shows real output");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, rewritten).expect("README can be written");
        return;
    }
    assert_eq!(wrong, [] as [String; 0], "UPDATE_GOLDEN=1 rewrites them");
}

#[test]
fn the_first_two_blocks_are_the_two_commands() {
    let readme = std::fs::read_to_string(Path::new(ROOT).join("README.md")).expect("README");
    let commands: Vec<&str> = readme
        .split("```sh\n")
        .skip(1)
        .take(2)
        .filter_map(|block| block.split("\n```").next())
        .collect();
    assert_eq!(
        commands,
        [
            "cargo run --release -- build examples/quick-start/pullsecrets.yaml",
            "cargo test"
        ]
    );
}
