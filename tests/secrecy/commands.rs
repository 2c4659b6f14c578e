//! The command lines of the search, and that none is missing.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::marks::mark;

/// The formats of findings.
pub const FINDINGS: [&str; 6] = ["full", "concise", "json", "sarif", "github", "gitlab"];

/// The command with its arguments, in a folder, with marked variables.
pub fn command(place: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullsecrets"));
    command
        .args(arguments)
        .current_dir(place)
        .env_clear()
        .env("MARKED", mark("variable"))
        .env("MARKED_NAME", mark("variable-name"))
        .env("MARKED_LINE", format!("{}\n", mark("line")))
        .env("PULLSECRETS_MARKED", mark("function"))
        .env("PULLSECRETS_REUSE_KEY", mark("reuse"))
        .env("RUST_BACKTRACE", "1")
        .stdin(Stdio::null());
    command
}

/// What prints objects, so that a credential is on standard output where it is not sealed.
pub fn with_objects() -> Vec<Vec<&'static str>> {
    vec![
        vec!["build"],
        vec!["build", "--format", "yaml", "--output-format", "json"],
        vec!["build", "--format", "json"],
        vec!["build", "--project", "a", "--shard", "1/1"],
    ]
}

/// Every command that reads a spec, in each of its formats, but those whose output is objects.
pub fn of_a_spec() -> Vec<Vec<&'static str>> {
    let mut commands: Vec<Vec<&str>> = vec![
        vec!["build", "--redact"],
        vec!["build", "--redact", "--format", "json"],
        vec!["build", "--argocd-application"],
        vec!["build", "-o", "out", "--layout", "kustomize"],
        vec!["build", "-o", "out", "--check"],
        vec!["build", "-o", "flat", "--layout", "flat"],
        vec!["build", "-o", "flat", "--layout", "flat", "--check"],
        vec!["check"],
        vec![
            "check",
            "--credentials",
            "--no-suppressions",
            "--deny",
            "warnings",
        ],
        vec!["audit", "pods.yaml", "--credentials", "--strict"],
        vec!["audit", "auths.json", "password", "cut.json", "live.yaml"],
        vec!["audit", "applied.yaml", "live.yaml", "--credentials"],
        vec!["diff", "-o", "out"],
        vec!["diff", "-o", "earlier", "--format", "json"],
        vec!["diff", "live.yaml", "--format", "text"],
        vec!["diff", "live.yaml", "--format", "json"],
        vec!["diff", "applied.yaml", "--format", "text"],
        vec!["diff", "applied.yaml", "--format", "json"],
        vec!["diff", "password"],
        vec!["diff", "bytes"],
        vec!["diff", "config-bytes"],
        vec!["audit", "bytes", "config-bytes", "list-bytes", "spec-bytes"],
        vec!["script"],
        vec!["script", "--project", "a"],
    ];
    for format in ["svg", "mermaid", "dot", "html"] {
        commands.push(vec!["graph", "--format", format]);
    }
    commands.push(vec!["graph", "--format", "html", "-o", "page.html"]);
    for format in FINDINGS {
        commands.push(vec!["check", "--credentials", "--output-format", format]);
        commands.push(vec!["build", "--redact", "--output-format", format]);
        for command in ["graph", "script"] {
            commands.push(vec![command, "--output-format", format]);
        }
        commands.push(vec!["diff", "-o", "out", "--output-format", format]);
        let manifests = ["audit", "pods.yaml", "applied.yaml", "--output-format"];
        commands.push([&manifests[..], &[format]].concat());
    }
    for runtime in ["kubelet", "containers-image"] {
        for format in ["text", "json"] {
            let shared = ["--runtime", runtime, "--format", format, "--credentials"];
            for whom in [&["--all"][..], &["--project", "a"]] {
                commands.push([&["resolve", "broken.io/x"], whom, &shared].concat());
            }
        }
    }
    commands
}

/// The files into which reports go beside standard output: one option a format.
pub fn with_report_files(command: &'static str) -> Vec<String> {
    let mut arguments = vec![command.to_owned()];
    match command {
        "build" => arguments.extend(["-o", "reported"].map(str::to_owned)),
        "audit" => arguments.extend(["pods.yaml", "live.yaml"].map(str::to_owned)),
        _ => arguments.push("--credentials".to_owned()),
    }
    for format in FINDINGS {
        arguments.push("--output-file".to_owned());
        arguments.push(format!("{format}={command}-report.{format}"));
    }
    arguments
}

/// Commands that read files alone, whatever the spec.
pub fn without_a_spec() -> Vec<Vec<&'static str>> {
    let mut commands = vec![
        vec!["schema"],
        vec!["explain"],
        vec!["explain", "PS0217"],
        vec!["man"],
        vec!["init", "started.yaml"],
    ];
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        commands.push(vec!["completions", shell]);
    }
    for runtime in ["kubelet", "containers-image"] {
        for format in ["text", "json"] {
            let shared = ["--runtime", runtime, "--format", format];
            for file in [
                "auths.json",
                "cut.json",
                "shape.json",
                "fields.json",
                "broken-auth.json",
                "helper.json",
                "password",
            ] {
                let alone: &[&str] = &["resolve", "broken.io/x", "--auth-file", file];
                commands.push([alone, &shared].concat());
            }
        }
    }
    commands
}

/// Imports of every input, with credentials in files or in variables, in each format of findings.
pub fn imports() -> Vec<Vec<&'static str>> {
    let mut commands = Vec::new();
    for input in [
        "auths.json",
        "cut.json",
        "shape.json",
        "fields.json",
        "broken-auth.json",
        "helped.json",
        "password",
        "bytes",
        "config-bytes",
        "list-bytes",
        "spec-bytes",
        "live.yaml",
        "applied.yaml",
        "cluster.json",
    ] {
        for credentials in ["file", "env"] {
            commands.push(vec!["import", input, "--credentials", credentials]);
        }
        commands.push(vec!["import", input, "-o", "imported.yaml"]);
    }
    for format in FINDINGS {
        let inputs = [
            "import",
            "broken-auth.json",
            "cluster.json",
            "--output-format",
            format,
        ];
        commands.push(inputs.to_vec());
    }
    commands
}

/// What `function` is called with, for a list on standard input and as a legacy plugin.
pub fn functions() -> Vec<Vec<&'static str>> {
    let formats = FINDINGS.map(|format| vec!["--output-format", format]);
    formats
        .into_iter()
        .chain([vec!["--deny", "warnings"]])
        .flat_map(|options| {
            let list = [&["function"][..], &options].concat();
            let legacy = [&["function", "--legacy", "config.yaml"][..], &options].concat();
            [list, legacy]
        })
        .collect()
}

/// What a plugin of Argo CD is called with.
pub fn plugins() -> Vec<Vec<&'static str>> {
    let formats = FINDINGS.map(|format| vec!["argocd", "--output-format", format]);
    [vec!["argocd"]].into_iter().chain(formats).collect()
}

/// The words that an option of a command takes, as its help lists them.
fn choices(name: &str) -> Vec<(String, String)> {
    let output = command(Path::new("."), &[name, "--help"]).output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let mut option = String::new();
    let mut found = Vec::new();
    for line in help.lines().map(str::trim_start) {
        let words: Vec<&str> = line.split([' ', ',']).collect();
        if line.starts_with('-') && !line.starts_with("- ") {
            option = (words.iter().find(|word| word.starts_with("--")))
                .unwrap_or(&words[0])
                .to_string();
        } else if line.starts_with('<') || line.starts_with('[') && !line.starts_with("[p") {
            option = String::new();
        }
        let listed = line
            .strip_prefix("- ")
            .and_then(|rest| rest.split_once(':'));
        if let Some((word, _)) = listed {
            found.push((option.clone(), word.to_owned()));
        }
        let inline = line.split_once("[possible values: ");
        if let Some((_, rest)) = inline {
            let rest = rest.trim_end_matches(']');
            found.extend(
                rest.split(", ")
                    .map(|word| (option.clone(), word.to_owned())),
            );
        }
    }
    found
}

#[test]
fn every_command_and_every_format_is_searched() {
    let lists = [
        with_objects(),
        of_a_spec(),
        without_a_spec(),
        imports(),
        functions(),
        plugins(),
    ];
    let all: Vec<Vec<&str>> = lists.into_iter().flatten().collect();
    let help = command(Path::new("."), &["--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let (_, listed) = help.split_once("Commands:\n").unwrap();
    let names: BTreeSet<&str> = listed
        .lines()
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(names.contains("build") && names.len() > 15, "{names:?}");
    let mut count = 0;
    for name in names {
        // `lsp` speaks a protocol and has a test of its own; `help` is not ours.
        if matches!(name, "lsp" | "help") {
            continue;
        }
        let of_name: Vec<_> = all.iter().filter(|line| line[0] == name).collect();
        assert!(!of_name.is_empty(), "{name} is not searched");
        for (option, word) in choices(name) {
            count += 1;
            let is_searched = of_name.iter().any(|line| {
                let at = line.iter().position(|argument| *argument == option);
                match option.as_str() {
                    "" => line.contains(&word.as_str()),
                    _ => at.is_some_and(|at| line.get(at + 1) == Some(&word.as_str())),
                }
            });
            assert!(is_searched, "{name} {option} {word} is not searched");
        }
    }
    assert!(count > 40, "{count} choices");
}
