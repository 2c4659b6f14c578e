//! Every command in every format, over specs in which each credential is marked: the marks come
//! out in the objects of a build and nowhere else.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Every mark starts like this; `"` and `<` show that escaped forms are looked for too.
const STEM: &str = "m4rk\"<ed";

fn mark(what: &str) -> String {
    format!("{STEM}-{what}-{}", "x7".repeat(9))
}

fn base64(text: &str) -> String {
    STANDARD.encode(text)
}

/// The JSON string of a text, without its quotes.
fn json(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    quoted[1..quoted.len() - 1].to_owned()
}

/// What must not come out: parts of the stem as written and in JSON, as Go and as others escape it,
/// and what base64 makes of each at every alignment.
fn traces() -> Vec<String> {
    let written = [
        STEM.to_owned(),
        json(STEM),
        STEM.replace('"', "\\\"").replace('<', "\\u003c"),
        STEM.replace('"', "&quot;").replace('<', "&lt;"),
        "m4rk".to_owned(),
    ];
    let mut traces: Vec<String> = written.to_vec();
    for text in &written[..3] {
        for before in 0..3 {
            let encoded = base64(&format!("{}{text}", "\0".repeat(before)));
            // The ends depend on what stands beside them.
            let from = if before == 0 { 0 } else { 4 };
            let end = encoded.trim_end_matches('=').len() / 4 * 4;
            let end = end.min((before + text.len()) / 3 * 4);
            traces.push(encoded[from..end].to_owned());
        }
    }
    assert!(traces.iter().all(|trace| trace.len() >= 4));
    traces
}

/// The specs: each has a name, its `registries` and further parts, and whether a build succeeds.
fn specs() -> Vec<(&'static str, String, bool)> {
    let literal = format!(
        "registries:\n  lit: {{server: lit.io, username: user, password: '{}'}}\n  mail: {{server: mail.io, username: user, password: {{env: MARKED}}, email: ci@example.com}}\n  auth: {{server: auth.io, auth: {}}}\n",
        mark("literal"),
        base64(&format!("user:{}", mark("auth"))),
    );
    let read = "registries:\n  env: {server: env.io, username: {env: MARKED_NAME}, password: {env: MARKED}}\n  file: {server: file.io, username: user, password: {file: password}}\n  auth: {server: auth.io, auth: {file: auth.b64}}\n  entry: {server: entry.io, authFile: {file: auths.json}}\n  both: {server: both.io, authServer: sso.io, username: u, password: {file: password}}\nsecrets:\n  whole: {authFile: {file: auths.json}}\n  three: {registries: [env, file, entry]}\ncluster: {globalPullSecret: {base: {file: base.json}, registries: [env]}}\n";
    let projects = |names: &str| {
        format!("projects:\n  a: {{pullSecrets: [{names}]}}\n  b: {{pullSecrets: [{names}]}}\n")
    };
    let mut specs = vec![
        (
            "literal",
            format!("{literal}{}", projects("lit, mail, auth")),
            true,
        ),
        (
            "read",
            format!(
                "{read}{}",
                projects("env, file, auth, entry, both, whole, three")
            ),
            true,
        ),
        (
            "sealed",
            format!(
                "output:\n  secrets: SealedSecret\n  sealedSecrets: {{certificate: {{file: sealed.pem}}}}\nregistries:\n  env: {{server: env.io, username: u, password: {{env: MARKED}}}}\n{}",
                projects("env")
            ),
            true,
        ),
    ];
    let broken = [
        ("auth that is no base64", "auth: {file: password}"),
        ("auth without a colon", "auth: {file: no-colon.b64}"),
        (
            "a colon in the name",
            "username: {file: colon}, password: x",
        ),
        ("a file that is no JSON", "authFile: {file: password}"),
        ("JSON cut off", "authFile: {file: cut.json}"),
        ("another shape", "authFile: {file: shape.json}"),
        (
            "an entry of another server",
            "authFile: {file: others.json}",
        ),
        ("helpers", "authFile: {file: helper.json}"),
        (
            "an entry with broken fields",
            "authFile: {file: fields.json}",
        ),
        (
            "an entry with a broken auth",
            "authFile: {file: broken-auth.json}",
        ),
        (
            "bytes that are no text",
            "username: u, password: {file: bytes}",
        ),
        ("a mark in front", "username: u, password: {file: bom}"),
        (
            "a newline at the end",
            "username: u, password: {file: newline}",
        ),
        (
            "a variable that ends in a newline",
            "username: u, password: {env: MARKED_LINE}",
        ),
        (
            "a key that is no JSON",
            "username: _json_key, password: {file: password}",
        ),
        ("an expired token", "username: u, password: {file: token}"),
    ];
    for (name, credential) in broken {
        let text = format!(
            "registries:\n  it: {{server: broken.io, {credential}}}\n{}",
            projects("it")
        );
        specs.push((name, text, false));
    }
    for file in [
        "password",
        "cut.json",
        "shape.json",
        "fields.json",
        "broken-auth.json",
        "bytes",
        "secret.yaml",
    ] {
        let text = format!(
            "secrets:\n  whole: {{authFile: {{file: {file}}}}}\n{}",
            projects("whole")
        );
        specs.push(("a whole file", text, false));
        let text =
            format!("cluster: {{globalPullSecret: {{base: {{file: {file}}}, registries: []}}}}\n");
        specs.push(("a base", text, false));
    }
    let template = "registries:\n  env: {server: env.io, username: u, password: {env: MARKED}}\nprojects:\n  a:\n    pullSecrets: [env]\n    workflows: [{name: w, template: TEMPLATE}]\n";
    for file in ["password", "cut.json", "shape.json", "statement"] {
        specs.push(("a template", template.replace("TEMPLATE", file), false));
    }
    for (what, part) in [
        (
            "a certificate",
            "output: {secrets: SealedSecret, sealedSecrets: {certificate: {file: password}}}\n",
        ),
        (
            "a recipient",
            "output: {secrets: Sops, sops: {age: [nobody]}}\n",
        ),
    ] {
        specs.push((
            what,
            format!(
                "{part}{}",
                template.replace("    workflows: [{name: w, template: TEMPLATE}]\n", "")
            ),
            false,
        ));
    }
    for (_, text, _) in &mut specs {
        *text = format!(
            "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {{name: acme}}\n{text}"
        );
    }
    specs
}

/// The files that specs read.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let entry = |user: &str| base64(&format!("{user}:{}", mark("entry")));
    let token = format!(
        "e30.{}.{}",
        base64("{\"exp\":1000000000}").trim_end_matches('='),
        mark("signature")
    );
    let text = |text: String| text.into_bytes();
    vec![
        ("password", text(mark("file"))),
        ("auth.b64", text(base64(&format!("user:{}", mark("auth"))))),
        ("no-colon.b64", text(base64(&mark("no-colon")))),
        ("colon", text(format!("a:{}", mark("colon")))),
        (
            "auths.json",
            text(format!("{{\"auths\":{{\"entry.io\":{{\"auth\":\"{}\"}},\"other.io\":{{\"username\":\"u\",\"password\":\"{}\"}}}},\"x\":\"{}\"}}", entry("user"), json(&mark("field")), json(&mark("beside")))),
        ),
        (
            "base.json",
            text(format!("{{\"auths\":{{\"cloud.openshift.com\":{{\"auth\":\"{}\"}}}},\"y\":\"{}\"}}", entry("c"), json(&mark("base")))),
        ),
        ("cut.json", text(format!("{{\"auths\":{{\"broken.io\":{{\"auth\":\"{}\"", json(&mark("cut"))))),
        ("shape.json", text(format!("{{\"auths\":[\"{0}\"],\"{0}\":1}}", json(&mark("shape"))))),
        ("others.json", text(format!("{{\"auths\":{{\"{}.io\":{{\"auth\":\"{}\"}}}}}}", json(&mark("server")), entry("o")))),
        ("helper.json", text(format!("{{\"auths\":{{\"broken.io\":{{}}}},\"credsStore\":\"{0}\",\"credHelpers\":{{\"{0}\":\"{0}\"}}}}", json(&mark("helper"))))),
        ("fields.json", text(format!("{{\"auths\":{{\"broken.io\":{{\"auth\":[\"{0}\"],\"{0}\":1,\"username\":7}}}}}}", json(&mark("fields"))))),
        ("broken-auth.json", text(format!("{{\"auths\":{{\"broken.io\":{{\"auth\":\"{}\"}}}}}}", json(&mark("broken"))))),
        ("bytes", [mark("bytes").as_bytes(), b"\xff\xfe"].concat()),
        ("bom", text(format!("\u{feff}{}", mark("bom")))),
        ("newline", text(format!("{}\r\n", mark("newline")))),
        ("token", text(token)),
        ("statement", text(format!("{{% {} %}}\n${{{{ {} }}}}\n", mark("statement"), mark("expression")))),
        ("secret.yaml", text(format!("kind: Secret\ndata:\n  .dockerconfigjson: \"{}\"\n", json(&mark("secret"))))),
        ("sealed.pem", include_bytes!("keys/sealed-secrets.pem").to_vec()),
        ("pods.yaml", text("kind: Pod\nmetadata: {name: p, namespace: a}\nspec: {containers: [{image: env.io/x:1}, {image: broken.io/x:1}]}\n".to_owned())),
        ("live.yaml", text(format!("apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\nmetadata: {{name: env, namespace: a}}\ndata: {{.dockerconfigjson: {}}}\n", base64(&mark("live"))))),
    ]
}

/// Every command that reads a spec, in each of its formats, but those whose output is objects.
fn commands() -> Vec<Vec<&'static str>> {
    let mut commands: Vec<Vec<&str>> = vec![
        vec!["build", "--redact"],
        vec!["build", "--redact", "--format", "json"],
        vec!["build", "--argocd-application"],
        vec!["build", "-o", "out"],
        vec!["build", "-o", "out", "--check"],
        vec!["build", "-o", "flat", "--layout", "flat"],
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
        vec!["diff", "-o", "out"],
        vec!["diff", "live.yaml"],
        vec!["diff", "live.yaml", "--format", "json"],
        vec!["diff", "password"],
        vec!["script"],
    ];
    for format in ["svg", "mermaid", "dot"] {
        commands.push(vec!["graph", "--format", format]);
    }
    for format in ["full", "concise", "json", "sarif", "github", "gitlab"] {
        commands.push(vec!["check", "--credentials", "--output-format", format]);
        commands.push(vec!["build", "--redact", "--output-format", format]);
    }
    for runtime in ["kubelet", "containers-image"] {
        for format in ["text", "json"] {
            let shared = ["--runtime", runtime, "--format", format];
            let all: &[&str] = &["resolve", "broken.io/x", "--all", "--credentials"];
            commands.push([all, &shared].concat());
        }
    }
    commands
}

/// Commands that read files alone, whatever the spec.
fn commands_without_a_spec() -> Vec<Vec<&'static str>> {
    let mut commands = vec![vec!["schema"], vec!["explain"], vec!["man"]];
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

fn command(place: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullsecrets"));
    command
        .args(arguments)
        .current_dir(place)
        .env_clear()
        .env("MARKED", mark("variable"))
        .env("MARKED_NAME", mark("variable-name"))
        .env("MARKED_LINE", format!("{}\n", mark("line")))
        .env("PULLSECRETS_MARKED", mark("function"))
        .env("RUST_BACKTRACE", "1")
        .stdin(Stdio::null());
    command
}

#[track_caller]
fn assert_silent(what: &str, bytes: &[u8], traces: &[String]) {
    let text = String::from_utf8_lossy(bytes);
    for trace in traces {
        assert!(
            !text.contains(trace.as_str()),
            "{what}\nshows {trace}:\n{text}"
        );
    }
    assert!(!text.contains("panicked"), "{what}\n{text}");
}

/// All files below a folder.
fn below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => found.push(path),
            }
        }
    }
    found
}

#[test]
fn what_is_searched_for_would_be_found() {
    let traces = traces();
    let holds = |text: &str| traces.iter().any(|trace| text.contains(trace.as_str()));
    for before in ["", "a", "ab", "abc"] {
        let marked = format!("{before}{}", mark("x"));
        assert!(holds(&marked) && holds(&json(&marked)));
        assert!(holds(&base64(&marked)) && holds(&base64(&json(&marked))));
    }
    assert!(!holds(
        "{\"auths\":{\"quay.io\":{\"auth\":\"<redacted>\"}}}"
    ));
}

#[test]
fn no_command_shows_a_credential() {
    let traces = traces();
    let commands = commands();
    let place = tempfile::tempdir().unwrap();
    for (name, content) in files() {
        fs::write(place.path().join(name), content).unwrap();
    }
    let inputs: Vec<PathBuf> = below(place.path());
    let spec_path = place.path().join("pullsecrets.yaml");
    for (name, spec, builds) in specs() {
        fs::write(&spec_path, &spec).unwrap();
        let plain = command(place.path(), &["build"]).output().unwrap();
        assert_silent(&format!("the findings of {name}"), &plain.stderr, &traces);
        if builds {
            let said = String::from_utf8_lossy(&plain.stderr);
            assert_eq!(plain.status.code(), Some(0), "{name}: {said}");
            // The search itself works: the credentials are in the objects, or sealed.
            let stream = String::from_utf8_lossy(&plain.stdout);
            let shows = traces.iter().any(|trace| stream.contains(trace.as_str()));
            assert_eq!(shows, name != "sealed", "{name}");
        }
        let alone = match name {
            "literal" => commands_without_a_spec(),
            _ => Vec::new(),
        };
        for arguments in commands.iter().chain(&alone) {
            let Output {
                stdout,
                stderr,
                status,
            } = command(place.path(), arguments).output().unwrap();
            let what = format!("{arguments:?} of {name}");
            assert!(
                status.code().is_some_and(|code| code <= 2),
                "{what}: {status}"
            );
            assert_silent(&what, &stdout, &traces);
            assert_silent(&what, &stderr, &traces);
        }
        for path in below(place.path()) {
            if inputs.contains(&path) || path == spec_path {
                continue;
            }
            let shown = path.display().to_string();
            let is_temporary = shown.ends_with(".tmp");
            assert!(!is_temporary, "{shown} was left behind by {name}");
            let is_secret = fs::read_to_string(&path)
                .unwrap()
                .contains("\nkind: Secret\n");
            match is_secret {
                true => {
                    let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
                    assert_eq!(mode, 0o600, "{shown}");
                }
                false => assert_silent(&shown, &fs::read(&path).unwrap(), &traces),
            }
        }
        for folder in ["out", "flat"] {
            let _ = fs::remove_dir_all(place.path().join(folder));
        }
    }
}

#[test]
fn a_function_and_a_plugin_say_nothing_of_credentials() {
    let traces = traces();
    let place = tempfile::tempdir().unwrap();
    for (name, content) in files() {
        fs::write(place.path().join(name), content).unwrap();
    }
    for (name, spec, _) in specs() {
        let spec = spec.replace("MARKED", "PULLSECRETS_MARKED");
        fs::write(place.path().join("pullsecrets.yaml"), &spec).unwrap();
        let plugin = command(place.path(), &["argocd"]).output().unwrap();
        assert_silent(&format!("argocd of {name}"), &plugin.stderr, &traces);
        let indented: String = spec.lines().map(|line| format!("  {line}\n")).collect();
        let list = format!(
            "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems: []\nfunctionConfig:\n{indented}"
        );
        let mut child = command(place.path(), &["function"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(list.as_bytes())
            .unwrap();
        let output = child.wait_with_output().unwrap();
        assert_silent(&format!("function of {name}"), &output.stderr, &traces);
        if let Some((_, results)) = String::from_utf8_lossy(&output.stdout).split_once("\nresults:")
        {
            assert_silent(&format!("results of {name}"), results.as_bytes(), &traces);
        }
    }
}

/// A type has one of these by the trait and the other only where it is not `Clone`, `Debug` …: the
/// call below is ambiguous, and does not compile, where `Confidential` gains one of them.
mod confidential {
    use pullsecrets::credential::Confidential;

    trait Without<Marker> {
        fn holds() {}
    }
    struct Clones;
    struct Debugs;
    struct Displays;
    struct Serialises;
    struct Compares;
    impl<T: ?Sized> Without<()> for T {}
    impl<T: Clone> Without<Clones> for T {}
    impl<T: std::fmt::Debug> Without<Debugs> for T {}
    impl<T: std::fmt::Display> Without<Displays> for T {}
    impl<T: serde::Serialize> Without<Serialises> for T {}
    impl<T: PartialEq> Without<Compares> for T {}

    #[test]
    fn has_nothing_that_could_print_or_copy_it() {
        <Confidential as Without<_>>::holds();
    }
}
