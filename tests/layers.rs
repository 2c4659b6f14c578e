//! The shape of the source: a module imports only what stands above it, the outside world is
//! touched only at the edge, and no file outgrows one sitting.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::path::{Path, PathBuf};

/// The top modules, each below those that it may import.
const LAYERS: &[&str] = &[
    "kubernetes",
    "source",
    "printable",
    "finding",
    "syntax",
    "model",
    "credential",
    "keyring",
    "workload",
    "plan",
    "rules",
    "suppression",
    "lower",
    "seal",
    "emit",
    "resolve",
    "audit",
    "diff",
    "graph",
    "import",
    "function",
    "report",
    "pipeline",
    "language_server",
    "host",
    "command",
    "cli",
    "main",
];

/// Where files, variables, processes, the clock and the terminal may be touched.
const EDGE: &[&str] = &["host", "command", "cli", "main"];

/// What only the edge may name.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::process",
    "std::net::Tcp",
    "std::net::Udp",
    "std::thread::sleep",
    "io::stdin",
    "io::stdout",
    "io::stderr",
    "SystemTime",
    "Instant",
];

/// A file may have as many lines, those of its tests aside.
const LONGEST: usize = 400;

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// A file of the source: its path below `src`, its top module, its code without comments and
/// without its tests.
struct File {
    path: String,
    module: String,
    code: String,
}

fn read() -> Vec<File> {
    let source = source();
    let mut paths = Vec::new();
    files(&source, &mut paths);
    paths.sort();
    paths
        .iter()
        .map(|path| {
            let below = path.strip_prefix(&source).unwrap().to_str().unwrap();
            let module = below.split('/').next().unwrap().trim_end_matches(".rs");
            let text = fs::read_to_string(path).unwrap();
            File {
                path: below.to_owned(),
                module: module.to_owned(),
                code: code(&text),
            }
        })
        .filter(|file| file.module != "lib" && !is_tests(&file.path))
        .collect()
}

fn is_tests(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// The text without comments and without the tests at its end.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let is_tests = line == "#[cfg(test)]"
            && lines
                .peek()
                .is_some_and(|next| next.starts_with("mod ") && next.ends_with('{'));
        if is_tests {
            break;
        }
        if !line.trim_start().starts_with("//") {
            code.push_str(line);
        }
        code.push('\n');
    }
    code
}

/// The top modules that a text names after `crate::`, groups in braces included.
fn imports(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, found_here) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + found_here.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut name = String::new();
            for character in group.chars() {
                match character {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => found.push(std::mem::take(&mut name)),
                    _ if depth == 0 => name.push(character),
                    _ => {}
                }
            }
            found.push(name);
        } else {
            found.push(rest.to_owned());
        }
    }
    found
        .iter()
        .map(|path| {
            path.trim_start()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        })
        .filter(|name| !name.is_empty())
        .collect()
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| *layer == module)
}

#[test]
fn a_module_imports_only_what_stands_above_it() {
    let mut faults = Vec::new();
    for file in read() {
        let Some(own) = layer(&file.module) else {
            faults.push(format!("{}: `{}` has no layer", file.path, file.module));
            continue;
        };
        for import in imports(&file.code) {
            // What is no module is a macro or an item of the crate's front page.
            if let Some(other) = layer(&import)
                && other > own
            {
                faults.push(format!(
                    "{} imports `{import}`, which stands below",
                    file.path
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_front_page_declares_the_modules_in_their_order_and_names_each() {
    let text = fs::read_to_string(source().join("lib.rs")).unwrap();
    let declared: Vec<&str> = text
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let modules: Vec<&str> = LAYERS
        .iter()
        .copied()
        .filter(|name| *name != "main")
        .collect();
    assert_eq!(declared, modules);
    for module in modules {
        let named = ["`]", "::"].map(|end| format!("[`{module}{end}"));
        let is_named = named.iter().any(|name| text.contains(name));
        assert!(is_named, "the front page does not name `{module}`");
    }
}

#[test]
fn the_outside_world_is_touched_at_the_edge_alone() {
    let mut faults = Vec::new();
    for file in read() {
        if EDGE.contains(&file.module.as_str()) {
            continue;
        }
        // `use std::{fs, …}` would hide what is looked for.
        let names = OUTSIDE.iter().chain([&"use std::{"]);
        for name in names.filter(|name| file.code.contains(**name)) {
            faults.push(format!("{} names `{name}`", file.path));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn one_library_is_seen_in_one_file() {
    let mut faults = Vec::new();
    for (library, home) in [("miette", "report/human.rs"), ("granit_parser", "syntax/")] {
        for file in read() {
            if file.code.contains(library) && !file.path.starts_with(home) {
                faults.push(format!("{} names `{library}`", file.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_file_is_read_in_one_sitting() {
    let mut faults = Vec::new();
    for file in read() {
        let lines = file.code.lines().count();
        if lines > LONGEST {
            faults.push(format!("{} has {lines} lines", file.path));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn imports_are_found_however_they_are_written() {
    let code = "use crate::model::Spec;\nuse crate::{plan::{self, make}, lower};\nfn f() { crate::emit::x(); $crate::rules!() }";
    let mut found = imports(code);
    found.sort();
    assert_eq!(found, ["emit", "lower", "model", "plan", "rules"]);
}
