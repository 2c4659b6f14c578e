//! What people write by a slip, and whether the answer names what they meant.

mod running;

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::Command;

use running::feed;

const HEAD: &str = "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: x}\n";

/// Exit status and output of the command on `pullsecrets.yaml` with this text below the head.
fn run(text: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let path: &Path = folder.path();
    fs::write(path.join("pullsecrets.yaml"), format!("{HEAD}{text}")).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(arguments)
        .current_dir(path)
        .env("SET_HERE", "1")
        .env_remove("NEVER_SET")
        .output()
        .expect("the command runs");
    let streams = [&output.stdout, &output.stderr];
    let said = streams.map(|bytes| String::from_utf8_lossy(bytes)).concat();
    (output.status.code(), said)
}

#[test]
fn the_answer_names_what_was_meant() {
    for (text, meant) in [
        (
            "projects: {a: {}}\nworkflows: [{name: w}]\n",
            "`workflows` belongs into a project",
        ),
        (
            "projects: {a: {}, web: {}}\ngrants: [{imagesIn: a, pullers: [\"web:default\"]}]\n",
            "did you mean `web/default`?",
        ),
        (
            "registries: {q: {server: quay.io, username: u, password: $QUAY_TOKEN}}\n",
            "`password: {env: QUAY_TOKEN}`",
        ),
        (
            "registries: {q: {server: quay.io, username: u, password: '${QUAY_TOKEN}'}}\n",
            "`password: {env: QUAY_TOKEN}`",
        ),
        (
            "registries: {q: {server: quay.io, username: u, password: '{env: QUAY_TOKEN}'}}\n",
            "is text, since it stands in quotes",
        ),
        (
            "registries: {q: {server: quay.io, username: u, password: env QUAY_TOKEN}}\n",
            "`password: {env: QUAY_TOKEN}`",
        ),
        (
            "registries: {Quay: {server: quay.io, username: u, password: {env: A}}}\nprojects: {a: {pullSecrets: [quay]}}\n",
            "write `quay` in place of `Quay` where it is defined",
        ),
        (
            "registries: {quay: {server: quay.io, username: u, password: {env: A}}}\nprojects: {a: {pullSecrets: [Quay]}}\n",
            "did you mean `quay`?",
        ),
    ] {
        let (_, said) = run(text, &["check"]);
        assert!(said.contains(meant), "{text}: {said}");
    }
}

/// `kubectl` has `-o json`, and some commands here have `--format` where others have
/// `--output-format`.
#[test]
fn the_flag_of_another_command_is_told_that_of_this_one() {
    for (arguments, meant) in [
        (&["check", "--format", "json"][..], "--output-format"),
        (&["check", "-o", "json"], "--output-format"),
        (&["audit", "--output=json", "a.yaml"], "--output-format"),
        (&["resolve", "-o", "json", "quay.io/a/b"], "--format"),
    ] {
        let (code, said) = run("projects: {}\n", arguments);
        assert_eq!(code, Some(2), "{said}");
        let tip = format!("a similar argument exists: '{meant}'");
        assert!(said.contains(&tip), "{arguments:?}: {said}");
        assert!(!said.contains("as a value"), "{said}");
    }
    // An argument need not be text.
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .arg(std::ffi::OsStr::from_bytes(b"\xff"))
        .arg("-o")
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"));
    let (code, said) = run("projects: {}\n", &["schema", "-o", "json"]);
    assert_eq!(code, Some(2));
    assert!(!said.contains("similar"), "{said}");
}

#[test]
fn a_password_that_starts_like_a_variable_is_not_repeated() {
    for password in ["$Hunter_Two", "$HUNTER2", "${HUNTER_2}", "$A_B", "$", "${"] {
        let text = format!(
            "registries: {{q: {{server: quay.io, username: u, password: \"{password}\"}}}}\n"
        );
        let (_, said) = run(&text, &["check"]);
        assert!(said.contains("is written in the file"), "{said}");
        assert!(said.contains("{env: Q_PASSWORD}"), "{said}");
        let said_of_it = said.replace("Q_PASSWORD", "");
        assert!(
            !said_of_it.contains("HUNTER") && !said.contains("Hunter"),
            "{said}"
        );
    }
}

#[test]
fn a_spec_that_is_named_twice_is_one() {
    for command in ["build", "graph", "script"] {
        let (code, said) = run(
            "projects: {}\n",
            &[command, "-f", "b.yaml", "pullsecrets.yaml"],
        );
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("cannot be used with"), "{said}");
    }
    let twice = [
        "check",
        "pullsecrets.yaml",
        "-f",
        "pullsecrets.yaml",
        "pullsecrets.yaml",
    ];
    let (code, said) = run("projects: []\n", &twice);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("1 error\n"), "{said}");
}

#[test]
fn diff_takes_what_is_said_of_findings() {
    let text = "registries: {q: {server: quay.io, username: u, password: secret}}\nprojects: {a: {pullSecrets: [q]}}\n";
    let (code, _) = run(text, &["diff", "-o", "out"]);
    assert_eq!(code, Some(1), "all of it would be new");
    let (code, said) = run(
        text,
        &[
            "diff",
            "-o",
            "out",
            "--deny",
            "PS0217",
            "--output-format",
            "concise",
        ],
    );
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("error[PS0217]"), "{said}");
}

/// A pull request has no credentials, and is to be shown what it would make.
#[test]
fn what_is_redacted_needs_no_credential() {
    let text = "output: {nameSuffixHash: true}\nregistries: {q: {server: quay.io, username: u, password: {env: NEVER_SET}}, f: {server: ghcr.io, authFile: {file: gone.json}}}\nsecrets: {w: {authFile: {file: gone.json}}}\nprojects: {a: {pullSecrets: [q, f, w]}}\ncluster: {globalPullSecret: {base: {file: gone.json}, registries: [q]}}\n";
    let (code, said) = run(text, &["build", "--redact", "--format", "json"]);
    assert_eq!(code, Some(0), "{said}");
    let (code, with) = run(
        &text.replace("NEVER_SET", "SET_HERE"),
        &["build", "--redact", "--format", "json"],
    );
    assert_eq!(code, Some(0), "{with}");
    assert_eq!(said, with, "nothing of it is read");
    // The objects, and behind them what is said on standard error.
    let mut parts = serde_json::Deserializer::from_str(&said).into_iter::<serde_json::Value>();
    let objects = parts.next().expect("a list").expect("JSON");
    let items = objects["items"].as_array().expect("items");
    let secrets = items.iter().filter(|item| item["kind"] == "Secret");
    assert_eq!(secrets.count(), 4, "{said}");
    let (code, said) = run(
        &text.replace("gone.json", "../gone.json"),
        &["build", "--redact"],
    );
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("PS0207"), "{said}");
}

/// A shell goes on where the program before a pipe failed, and what nobody gave is not clean.
#[test]
fn nothing_on_standard_input_is_no_success() {
    for command in ["audit", "diff", "import"] {
        let (code, said) = run("projects: {}\n", &[command, "-"]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("standard input is empty"), "{said}");
        assert!(said.contains("pipefail"), "{said}");
        // What a program prints that has nothing to print.
        for message in [
            "Error from server (Forbidden): secrets is forbidden\n",
            "NAME   TYPE\nquay   Opaque\n",
        ] {
            let folder = tempfile::tempdir().expect("a folder");
            fs::write(
                folder.path().join("pullsecrets.yaml"),
                format!("{HEAD}projects: {{}}\n"),
            )
            .expect("a file");
            let output = feed(
                Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
                    .args([command, "-"])
                    .current_dir(&folder),
                message,
            );
            assert_eq!(output.status.code(), Some(2), "{command}");
            let said = String::from_utf8_lossy(&output.stderr);
            assert!(
                said.contains("standard input holds no object of Kubernetes"),
                "{said}"
            );
        }
    }
    let (code, said) = run("projects: {}\n", &["diff", "pullsecrets.yaml"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("`pullsecrets.yaml` is a spec") && said.contains("-f FILE"),
        "{said}"
    );
}

/// Nothing that looks like a token is taken for a name, or shown.
#[test]
fn a_token_in_the_place_of_a_name_is_not_repeated() {
    for token in [
        "ghp_Hunter2Hunter2Hunter2",
        "dckr_pat_Hunter2Hunter2",
        "sha256~Hunter2Hunter2",
    ] {
        for source in ["env", "file"] {
            let text = format!(
                "registries: {{q: {{server: quay.io, username: u, password: {{{source}: {token}}}}}}}\nprojects: {{a: {{pullSecrets: [q]}}}}\n"
            );
            for command in [
                &["check"][..],
                &["build"],
                &["script"],
                &["check", "--output-format", "json"],
            ] {
                let (code, said) = run(&text, command);
                assert_eq!(code, Some(1), "{said}");
                assert!(
                    said.contains("PS0205") && said.contains("a token stands where"),
                    "{said}"
                );
                assert!(!said.contains("Hunter2"), "{said}");
            }
        }
    }
}

/// The flag takes a file, and the variable the key itself: a path is no secret.
#[test]
fn the_path_of_a_reuse_key_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("pullsecrets.yaml"),
        format!("{HEAD}projects: {{}}\n"),
    )
    .expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .arg("build")
        .current_dir(&folder)
        .env(
            "PULLSECRETS_REUSE_KEY",
            folder.path().join("pullsecrets.yaml"),
        )
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        said.contains("holds the path of a file") && said.contains("`--reuse-key FILE`"),
        "{said}"
    );
}

#[test]
fn formats_and_levels_are_told_where_they_belong() {
    for format in ["json", "yaml"] {
        let (code, said) = run("projects: {a: {}}\n", &["build", "-o", format]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(&format!("`--format {format}`")), "{said}");
        let (code, said) = run(
            "projects: {a: {}}\n",
            &["build", "-o", &format!("./{format}")],
        );
        assert_eq!(code, Some(0), "{said}");
    }
    let (code, said) = run("projects: {a: {}}\n", &["check", "--deny", "warning"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("did you mean `--deny warnings`?"), "{said}");
}

#[test]
fn a_tag_without_a_value_is_reported_once() {
    let text = "registries: {q: {server: quay.io, username: u, password: !hunter2 }}\nprojects: {a: {pullSecrets: [q]}}\n";
    let (_, said) = run(text, &["check"]);
    assert!(
        said.contains("PS0014") && !said.contains("PS0019"),
        "{said}"
    );
    assert!(!said.contains("hunter2"), "{said}");
}

#[test]
fn a_tab_is_marked_where_it_stands() {
    for (text, place) in [
        ("projects:\n  a: {}\n\tb: {}\n", ":6:"),
        ("projects:\n  a: x\n\t b: y\n", ":6:1:"),
        ("projects:\n  a: x\n\tb\n", ":6:1:"),
    ] {
        let (_, said) = run(text, &["check", "--output-format", "concise"]);
        let first = said.lines().next().unwrap_or_default();
        assert!(
            first.contains(place) && first.contains("PS0001"),
            "{text}: {said}"
        );
    }
}

#[test]
fn a_comment_among_registries_is_masked_behind_its_space() {
    let text = "registries:\n  q: # our token hunter2\n    server: quay.io/\n    username: u\n    password: {env: A}\n";
    let (_, said) = run(text, &["check"]);
    assert!(
        said.contains("q: # ********") && !said.contains("hunter2"),
        "{said}"
    );
}

#[test]
fn resolve_knows_accounts_that_only_grants_name() {
    let text = "projects: {a: {}, shared: {managed: false}}\ngrants: [{imagesIn: a, pullers: [shared/robot]}]\n";
    let image = "image-registry.openshift-image-registry.svc:5000/a/x:1";
    let (code, said) = run(text, &["resolve", "--all", image]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("shared/robot"), "{said}");
    let one = [
        "resolve",
        "--project",
        "shared",
        "--service-account",
        "robot",
        image,
    ];
    let (code, said) = run(text, &one);
    assert_eq!(code, Some(0), "{said}");
    let slip = [
        "resolve",
        "--project",
        "shared",
        "--service-account",
        "robto",
        image,
    ];
    let (code, said) = run(text, &slip);
    assert_eq!(code, Some(2), "{said}");
}

#[test]
fn resolve_reads_the_credentials_of_its_project_alone() {
    let text = "\
registries:
  q: {server: quay.io, username: u, password: {env: SET_HERE}}
  g: {server: ghcr.io, username: u, password: {env: NEVER_SET}}
projects: {a: {pullSecrets: [q]}, b: {pullSecrets: [g]}}
";
    let ask = |project| {
        run(
            text,
            &[
                "resolve",
                "--credentials",
                "--project",
                project,
                "quay.io/x/y:1",
            ],
        )
    };
    let (code, said) = ask("a");
    assert_eq!(code, Some(0), "{said}");
    let (code, said) = ask("b");
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("PS0208"), "{said}");
    let (code, said) = ask("aa");
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("did you mean `a`?"), "{said}");
}
