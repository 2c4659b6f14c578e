//! What a stranger's spec, templates and files must not do to who compiles them.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A value that lies in the environment of every run and must never be seen.
const MARK: &str = "marked-credential-of-nobody";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder to write to");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(arguments)
        .current_dir(folder)
        .env("DEPLOY_KEY", MARK)
        .output()
        .expect("the command runs")
}

fn shown(output: &Output) -> String {
    let streams = [&output.stdout, &output.stderr];
    streams.map(|bytes| String::from_utf8_lossy(bytes)).concat()
}

/// A spec whose workflow is made from `t.j2`.
const TEMPLATED: &str = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: x}
registries: {quay: {server: quay.io, username: u, password: {env: X}}}
projects:
  project-a:
    pullSecrets: [quay]
    workflows: [{name: w, template: t.j2, pullSecrets: [quay], vars: {a: 1}}]
";

/// What `check` says of a template with this expression or statement in a comment.
fn template(text: &str) -> (Option<i32>, String) {
    let text = format!(
        "entrypoint: main\ntemplates: [{{name: main, container: {{image: a}}}}]\n# {text}\n"
    );
    let folder = folder(&[("pullsecrets.yaml", TEMPLATED), ("t.j2", &text)]);
    let output = run(folder.path(), &["check", "--output-format", "concise"]);
    (output.status.code(), shown(&output))
}

#[test]
fn an_expression_of_any_length_ends_no_process() {
    for (before, repeated, after) in [
        ("${{ ", "-", "1 }}"),
        ("${{ ", "not ", "1 }}"),
        ("${{ vars", ".a", " }}"),
        ("${{ 1", "|abs", " }}"),
        ("${{ 1", "+1", " }}"),
        ("{% if 0 %}", "{% elif 0 %}", "{% endif %}"),
        ("${{ ", "1 if 1 else ", "1 }}"),
    ] {
        let (code, said) = template(&format!("{before}{}{after}", repeated.repeat(60_000)));
        assert!(matches!(code, Some(0 | 1)), "{repeated}: {code:?} {said}");
    }
    let deep = "{% set ns = namespace(a=[1]) %}{% for i in range(90000) %}\
                {% set ns.a = [ns.a] %}{% endfor %}${{ ns.a == ns.a }}";
    let (code, said) = template(deep);
    assert!(matches!(code, Some(0 | 1)), "{code:?} {said}");
}

#[test]
fn what_the_engine_does_not_count_ends_too() {
    let twice = "{% set ns = namespace(a=[1]) %}{% for i in range(60) %}\
                 {% set ns.a = [ns.a, ns.a] %}{% endfor %}${{ ns.a | string | length }}";
    let (code, said) = template(twice);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("PS0507"), "{said}");

    let (code, said) = template("${{ [[[1]]] | tojson(indent=1000000000) }}");
    assert_eq!(code, Some(1), "{said}");
    let (code, said) = template("${{ {'a': 1} | tojson(indent=2) | length }}");
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_variable_is_shown_by_no_other_name() {
    let spec = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: x}
registries:
  quay: {server: quay.io, username: {env: DEPLOY_KEY}, password: {env: DEPLOY_KEY}}
  other: {server: ghcr.io, username: {file: key}, password: {file: key}}
projects:
  project-a: {pullSecrets: [quay, other]}
";
    let folder = folder(&[("pullsecrets.yaml", spec), ("key", MARK)]);
    for arguments in [
        &["check", "--credentials"][..],
        &["build", "--redact"],
        &["script"],
        &["graph"],
        &["resolve", "quay.io/a/b:1", "--credentials"],
        &["resolve", "ghcr.io/a/b:1", "--credentials"],
        &[
            "resolve",
            "quay.io/a/b:1",
            "--credentials",
            "--format",
            "json",
        ],
    ] {
        let said = shown(&run(folder.path(), arguments));
        assert!(!said.contains(MARK), "{arguments:?}: {said}");
    }
}

#[test]
fn a_script_that_is_printed_holds_no_line_of_the_specs_choice() {
    let spec = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: \"x\\n::error::0\"}
registries:
  quay: {server: quay.io, username: \"u\\n1\", password: {file: \"x\\n::error::2\\e[2J\"}}
output: {annotations: {a.b/c: \"x\\n::error::3\"}}
projects:
  project-a: {create: true, pullSecrets: [quay]}
";
    let folder = folder(&[("pullsecrets.yaml", spec), ("x\n::error::2\u{1b}[2J", MARK)]);
    let output = run(folder.path(), &["script"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("\\n1") && said.contains("::error::2"),
        "{}",
        shown(&output)
    );
    assert!(!said.contains("\n::") && !said.contains('\u{1b}'), "{said}");
}

#[test]
fn credentials_of_a_secret_go_into_their_folder_whatever_its_name() {
    // One entry that only a whole file can hold, and one that becomes a registry.
    let whole = "eyJhdXRocyI6eyIuLi8uLi94Ijp7ImF1dGgiOiJkVHB3In19fQ==";
    let plain = "eyJhdXRocyI6eyJxdWF5LmlvIjp7ImF1dGgiOiJkVHB3In19fQ==";
    let mut manifests = String::new();
    for name in [
        "../../pwn",
        "/pwn",
        "..",
        ".",
        "a/../../pwn",
        "a\\n::error::b",
        ".bashrc",
    ] {
        for (content, suffix) in [(whole, ""), (plain, "x")] {
            manifests.push_str(&format!(
                "apiVersion: v1\nkind: Secret\nmetadata: {{name: \"{name}{suffix}\", namespace: p}}\n\
                 type: kubernetes.io/dockerconfigjson\ndata: {{.dockerconfigjson: {content}}}\n---\n"
            ));
        }
    }
    let folder = folder(&[("deep/work/secrets.yaml", &manifests)]);
    let work = folder.path().join("deep/work");
    let output = run(&work, &["import", "secrets.yaml"]);
    let names = |path: &Path| {
        let mut names: Vec<_> = fs::read_dir(path)
            .expect("a folder")
            .map(|entry| entry.expect("an entry"))
            .inspect(|entry| {
                let is_folder = entry.file_type().expect("a kind").is_dir();
                assert!(!is_folder || !path.ends_with("credentials"), "{entry:?}");
            })
            .map(|entry| entry.file_name().into_string().expect("text"))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(folder.path()), ["deep"]);
    assert_eq!(names(&folder.path().join("deep")), ["work"]);
    assert_eq!(
        names(&work),
        ["credentials", "secrets.yaml"],
        "{}",
        shown(&output)
    );
    let written = names(&work.join("credentials"));
    assert!(written.len() >= 7, "{written:?}");
    for name in written {
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
        assert!(name.chars().all(plain) && !name.starts_with('.'), "{name}");
    }
}

#[test]
fn no_link_of_a_checkout_leads_an_output_out_of_it() {
    use std::os::unix::fs::symlink;
    let spec = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: x}
registries: {quay: {server: quay.io, username: u, password: {env: DEPLOY_KEY}}}
projects: {project-a: {pullSecrets: [quay]}}
";
    let docker = r#"{"auths": {"quay.io": {"auth": "dTpw"}}}"#;
    let folder = folder(&[
        ("checkout/pullsecrets.yaml", spec),
        ("checkout/config.json", docker),
        ("outside/profile", "kept"),
        ("outside/folder/kept", "kept"),
    ]);
    let checkout = folder.path().join("checkout");
    symlink("../outside/profile", checkout.join("file")).expect("a link");
    symlink("../outside/never", checkout.join("dangling")).expect("a link");
    symlink("../outside/folder", checkout.join("out")).expect("a link");
    for arguments in [
        &["check", "--output-file", "sarif=file"][..],
        &["check", "--output-file", "json=dangling"],
        &["check", "--output-file", "json=out/report"],
        &["build", "-o", "out"],
        &["build", "-o", "out/deeper/still"],
        &["graph", "-o", "file"],
        &["import", "config.json", "--credentials-dir", "out"],
        &["import", "config.json", "-o", "out/spec.yaml"],
    ] {
        let output = run(&checkout, arguments);
        let said = shown(&output);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("symbolic link"), "{arguments:?}: {said}");
        let outside = folder.path().join("outside");
        let names = |path: &Path| fs::read_dir(path).expect("a folder").count();
        assert_eq!(names(&outside), 2, "{arguments:?}");
        assert_eq!(names(&outside.join("folder")), 1, "{arguments:?}");
        let kept = fs::read_to_string(outside.join("profile")).expect("a file");
        assert_eq!(kept, "kept", "{arguments:?}");
    }
}

#[test]
fn a_link_in_place_of_a_spec_or_manifest_shows_nothing_of_what_it_leads_to() {
    let spec = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: x}
registries: {}
projects: {}
";
    let folder = folder(&[
        ("ok.yaml", spec),
        ("url", &format!("https://user:{MARK}@host\n")),
        ("env", &format!("A: [\nB={MARK}\n")),
        ("nul", &format!("B={MARK}\0C={MARK}\n")),
        ("control", &format!("B={MARK}\u{7}\n")),
        ("documents", &format!("a: b\n---\nB={MARK}\n---\n]\n")),
    ]);
    for name in [
        "url",
        "env",
        "nul",
        "control",
        "documents",
        "/proc/self/environ",
    ] {
        for arguments in [
            &["check", name][..],
            &["audit", "-f", "ok.yaml", name],
            &["diff", "-f", "ok.yaml", name],
            &["import", name],
        ] {
            let said = shown(&run(folder.path(), arguments));
            assert!(!said.contains(MARK), "{arguments:?}: {said}");
        }
    }
}

/// A checkout in CI keeps its token in `.git/config`, and a pull request brings the spec.
#[test]
fn no_spec_reads_what_git_keeps() {
    let config = "[http]\n\textraheader = AUTHORIZATION: basic TOKEN-51c0\n";
    let spec = "apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: a}
registries:
  quay: {server: quay.io, username: u, password: {file: .git/config}}
  linked: {server: ghcr.io, username: u, password: {file: harmless}}
projects:
  a:
    pullSecrets: [quay, linked]
    workflows: [{name: w, template: .git/config, pullSecrets: [quay]}]
";
    let place = folder(&[("pullsecrets.yaml", spec), (".git/config", config)]);
    let link = place.path().join("harmless");
    std::os::unix::fs::symlink(".git/config", link).expect("a link");
    for command in [&["check"][..], &["check", "--credentials"], &["build"]] {
        let output = run(place.path(), command);
        let shown = shown(&output);
        assert_eq!(output.status.code(), Some(1), "{shown}");
        for path in [".git/config", "harmless"] {
            let message = format!("[PS0207]: `{path}` lies in a folder `.git`");
            assert!(shown.contains(&message), "{shown}");
        }
        assert_eq!(shown.matches("[PS0207]").count(), 3, "{shown}");
        assert!(!shown.contains("TOKEN-51c0"), "{shown}");
    }
}

/// A spec whose project pulls with a file of this many keys, and pods of as many images.
fn many(keys: usize, images: usize) -> TempDir {
    let entries: Vec<String> = (0..keys)
        .map(|number| format!(r#""*.r{number}.example.com/a": {{"auth": "dTpw"}}"#))
        .collect();
    let config = format!("{{\"auths\": {{{}}}}}", entries.join(", "));
    let spec = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: x}
secrets: {all: {authFile: {file: all.json}}}
projects: {project-a: {pullSecrets: [all]}}
";
    let mut pods = String::new();
    for number in 0..images {
        pods.push_str(&format!(
            "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{number}, namespace: project-a}}\n\
             spec: {{serviceAccountName: s{}, containers: [{{name: c, image: x.r{number}.example.com/a/b:1}}]}}\n",
            number % 7
        ));
    }
    folder(&[
        ("pullsecrets.yaml", spec),
        ("all.json", &config),
        ("pods.yaml", &pods),
    ])
}

#[test]
fn an_audit_says_where_it_gives_up() {
    let folder = many(8_000, 3_800);
    let arguments = [
        "audit",
        "--credentials",
        "--output-format",
        "concise",
        "pods.yaml",
    ];
    let output = run(folder.path(), &arguments);
    let said = shown(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    let last: Vec<&str> = said
        .lines()
        .filter(|line| line.contains("PS0710"))
        .collect();
    assert_eq!(last.len(), 1, "{said}");
    assert!(last[0].contains("too many images and keys"), "{last:?}");
}

#[test]
fn a_list_as_long_as_its_manifest_is_audited_at_once() {
    let mut pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: project-a}\nspec:\n  imagePullSecrets:\n".to_owned();
    for number in 0..30_000 {
        pod.push_str(&format!("  - name: s{number}\n"));
    }
    pod.push_str("  containers:\n");
    for number in 0..2_000 {
        pod.push_str(&format!(
            "  - {{name: c{number}, image: quay.io/a/b{number}:1}}\n"
        ));
    }
    let spec = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: x}
registries: {quay: {server: quay.io, username: u, password: {env: X}}}
projects: {project-a: {pullSecrets: [quay]}}
";
    let folder = folder(&[("pullsecrets.yaml", spec), ("pod.yaml", &pod)]);
    let output = run(
        folder.path(),
        &["audit", "--output-format", "concise", "pod.yaml"],
    );
    let said = shown(&output);
    let count = |code| said.lines().filter(|line| line.contains(code)).count();
    assert_eq!((count("PS0703"), count("PS0701")), (30_000, 2_000));
}

#[test]
fn a_name_of_a_file_is_no_line_of_what_is_printed() {
    let name = "x\n::error::pwn\u{1b}[31m\u{202e}.yaml";
    let spec = "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: x}\nfoo: 1\n";
    let folder = folder(&[(name, spec), ("d/kept", "")]);
    let missing = format!("no{name}");
    let report = format!("sarif=none/{name}");
    let new = format!("d/{name}");
    for arguments in [
        &["check", name][..],
        &["check", name, "--output-format", "concise"],
        &["check", name, "--output-format", "github"],
        &["check", name, "--output-format", "gitlab"],
        &["check", &missing],
        &["check", name, "--output-file", &report],
        &["check", name, "--allow-path", &missing],
        &["build", name, "-o", name],
        &["audit", "-f", name, name],
        &["diff", "-f", name, &missing],
        &["import", &missing],
        &["init", &new],
        &["init", &new],
        &["function", "--legacy", &missing],
    ] {
        let said = shown(&run(folder.path(), arguments));
        let is_odd = |character: char| "\u{1b}\u{202e}".contains(character);
        let is_hit = said.contains("\n::error::pwn") || said.contains(is_odd);
        assert!(!is_hit && !said.is_empty(), "{arguments:?}: {said}");
    }
}

#[test]
fn a_private_key_of_age_is_never_shown_however_it_is_spelled() {
    for key in ["AGE-SECRET-KEY-1HUNTERQ", "age-secret-key-1hunterq"] {
        let spec = format!(
            "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {{name: x}}\n\
             output: {{secrets: Sops, sops: {{age: [{key}]}}}}\n"
        );
        let folder = folder(&[("pullsecrets.yaml", &spec)]);
        let said = shown(&run(folder.path(), &["check"])).to_lowercase();
        assert!(
            said.contains("private key") && !said.contains("hunter"),
            "{said}"
        );
    }
}

#[test]
fn recipients_are_bounded() {
    let one = "age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg";
    let check = |count: usize| {
        let all = vec![one; count].join(", ");
        let spec = format!(
            "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {{name: x}}\n\
             output: {{secrets: Sops, sops: {{age: [{all}]}}}}\nprojects: {{}}\n"
        );
        let folder = folder(&[("pullsecrets.yaml", &spec)]);
        shown(&run(
            folder.path(),
            &["check", "--output-format", "concise"],
        ))
    };
    assert!(!check(100).contains("PS0606"), "{}", check(100));
    let said = check(20_000);
    assert_eq!(said.matches("PS0606").count(), 1, "{said}");
    assert!(
        said.contains("there are 20000 recipients, and 100 are taken"),
        "{said}"
    );
}
