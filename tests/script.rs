//! The script does what the build does: it runs in a real shell, with a stand-in for `oc` that
//! writes down what it was told and what the files held.

mod peers;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;

/// Says what it was told on `$LOG/told`, keeps files by the name of the Secret, and remembers
/// their modes.
const STAND_IN: &str = r#"#!/bin/sh
printf '%s\n' "$*" >>"$LOG/told"
case "$1 $2" in
"get secret/pull-secret") printf %s '{"auths":{"old.example.com":{"auth":"b2xkOm9sZA=="}},"kept":1}'; exit ;;
esac
for word in "$@"; do
  case "$word" in
  --from-file=.dockerconfigjson=*)
    file=${word#--from-file=.dockerconfigjson=}
    case "$file" in *[,=]*) exit 1 ;; esac
    cat "$file" >"$LOG/$4.json"
    stat -c '%a' "$file" >"$LOG/$4.mode"
    ;;
  esac
done
[ "$1" = apply ] && cat >/dev/null
exit 0
"#;

const SPEC: &str = r#"apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: "it's $(me) `and` \"you\""}
registries:
  quay:
    server: quay.io/acme
    username: "it's $(whoami)"
    password: {env: QUAY_TOKEN}
  literal:
    server: "registry.example.com:5000"
    username: robot
    password: written-in-the-spec
  legacy:
    server: legacy.example.com
    auth: {file: legacy.b64}
  login:
    server: copied.example.com
    authFile: {file: auth.json, server: original.example.com}
  windows:
    server: windows.example.com
    username: {file: user.txt}
    password: {file: windows.txt}
  lines:
    server: lines.example.com
    username: robot
    password: {file: lines.txt}
  taken:
    server: taken.example.com
    username: {env: work}
    password: {env: entry0}
  taken-too:
    server: taken-too.example.com
    username: robot
    password: {env: _entry1}
secrets:
  all: {registries: [quay, literal, legacy, login, windows, lines, taken, taken-too]}
  whole: {authFile: {file: auth.json}}
  copied: {authFile: {file: "a,b=c.json"}}
projects:
  project-b: {}
  project-a:
    pullSecrets: [all, whole, copied]
    serviceAccounts:
      default: {}
      builder: {pull: [all], mount: [whole]}
cluster:
  globalPullSecret: {base: {file: auth.json}, registries: [quay]}
output: {nameSuffixHash: true}
grants:
  - {imagesIn: project-b, pullers: [project-a/default, project-a/deployer]}
"#;

/// A password that every shell and JSON would like to read as something else.
const TOKEN: &str = "p'w\"$HOME`id`\\n <&>\u{fc} \\";

/// The variables of the spec; some have the names that the script would take for its own.
const VARIABLES: [(&str, &str); 4] = [
    ("QUAY_TOKEN", TOKEN),
    ("work", "a-user"),
    ("entry0", "not a real password"),
    ("_entry1", "not a real password either"),
];

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect(name);
    write("pullsecrets.yaml", SPEC);
    write(
        "legacy.b64",
        &BASE64_STANDARD.encode("legacy:not-a-real-password"),
    );
    let auths = r#"{"auths":{"original.example.com":{"auth":"YTpi","email":"a@example.com"}}}"#;
    write("auth.json", auths);
    write("a,b=c.json", auths);
    // What a build leaves out of a file's end, and what it does not.
    write("user.txt", "robot\n");
    write("windows.txt", "not a real password\r\n");
    write("lines.txt", "not a real password\n\n");
    folder
}

fn command(folder: &Path, arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .envs(VARIABLES)
        .output()
        .expect("the command starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    output.stdout
}

/// Entries of a Docker config as a node reads them: user and password by server.
fn credentials(config: &Value) -> BTreeMap<String, String> {
    let entries = config["auths"].as_object().expect("auths");
    entries
        .iter()
        .map(|(server, entry)| {
            let auth = BASE64_STANDARD
                .decode(entry["auth"].as_str().expect("auth"))
                .expect("base64");
            (server.clone(), String::from_utf8(auth).expect("text"))
        })
        .collect()
}

#[test]
fn running_the_script_makes_what_the_build_makes() {
    if peers::peer("jq").is_none() {
        return;
    }
    let folder = folder();
    let script = command(folder.path(), &["script"]);
    let log = tempfile::tempdir().expect("a folder");
    let stand_in = log.path().join("oc");
    fs::write(&stand_in, STAND_IN).expect("the stand-in");
    fs::set_permissions(&stand_in, fs::Permissions::from_mode(0o755)).expect("its mode");
    fs::write(log.path().join("script"), &script).expect("the script");
    let path = format!(
        "{}:{}",
        log.path().display(),
        std::env::var("PATH").unwrap_or_default()
    );
    let output = Command::new("bash")
        .arg(log.path().join("script"))
        .current_dir(folder.path())
        .env("PATH", path)
        .env("LOG", log.path())
        .envs(VARIABLES)
        .env("LITERAL_PASSWORD", "written-in-the-spec")
        .output()
        .expect("bash");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );

    let built =
        String::from_utf8(command(folder.path(), &["build", "--format", "json"])).expect("text");
    let built: Value = serde_json::from_str(&built).expect("JSON");
    let mut compared = 0;
    for object in built["items"].as_array().expect("items") {
        if object["kind"] != "Secret" || object["metadata"]["namespace"] != "project-a" {
            continue;
        }
        let name = object["metadata"]["name"].as_str().expect("a name");
        // The script knows no hash of what it does not read.
        let (name, hash) = name.rsplit_once('-').expect("a hash");
        assert_eq!(hash.len(), 10);
        let data = object["data"][".dockerconfigjson"].as_str().expect("data");
        let data: Value =
            serde_json::from_slice(&BASE64_STANDARD.decode(data).expect("base64")).expect("JSON");
        let file = fs::read_to_string(log.path().join(format!("{name}.json"))).expect(name);
        let file: Value = serde_json::from_str(&file).expect("the script writes JSON");
        assert_eq!(credentials(&file), credentials(&data), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 3);
    let mode = fs::read_to_string(log.path().join("all.mode")).expect("a mode");
    assert_eq!(mode.trim(), "600");

    let told = fs::read_to_string(log.path().join("told")).expect("commands");
    for expected in [
        "secrets link default all whole copied --for=pull --namespace=project-a",
        "secrets link builder whole --for=mount --namespace=project-a",
        "policy add-role-to-user system:image-puller system:serviceaccount:project-a:default --namespace=project-b --rolebinding-name=system:image-puller:project-a",
    ] {
        assert!(
            told.lines().any(|line| line == expected),
            "{expected}\n{told}"
        );
    }
    let script = String::from_utf8(script).expect("text");
    for secret in [TOKEN, "written-in-the-spec", "not-a-real-password"] {
        assert!(!told.contains(secret), "an argument holds a credential");
        assert!(!script.contains(secret), "the script holds a credential");
    }
}

/// Whoever runs the script of a stranger's spec reads what it names.
#[test]
fn what_may_not_be_read_makes_no_script() {
    for (value, code) in [
        ("{file: /etc/hostname}", "PS0207"),
        ("{file: ../outside}", "PS0207"),
        ("{file: link}", "PS0207"),
        ("{env: OTHER}", "PS0209"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink("/etc/hostname", folder.path().join("link")).expect("a link");
        let spec = format!(
            "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {{name: a}}\nregistries: {{q: {{server: quay.io, username: u, password: {value}}}}}\nprojects: {{a: {{pullSecrets: [q]}}}}\n"
        );
        fs::write(folder.path().join("pullsecrets.yaml"), spec).expect("the spec");
        let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
            .args(["script", "--allow-env", "MINE_*"])
            .current_dir(folder.path())
            .output()
            .expect("the command starts");
        assert_eq!(output.status.code(), Some(1), "{value}");
        assert!(output.stdout.is_empty(), "{value}");
        assert!(
            String::from_utf8_lossy(&output.stderr).contains(code),
            "{value}"
        );
    }
}

#[test]
fn the_commands_can_be_read() {
    let folder = folder();
    let script = String::from_utf8(command(folder.path(), &["script"])).expect("text");
    for line in [
        "__entry2=$({ printf %s robot && printf : && text lines.txt; } | base64 | tr -d '\\n')",
        "__entry5=$(printf %s:%s robot \"${_entry1:?}\" | base64 | tr -d '\\n')",
        "cp -- a,b=c.json \"$__work/10.json\"",
    ] {
        assert!(script.lines().any(|one| one == line), "{line}\n{script}");
    }
}

#[test]
fn shellcheck_finds_nothing() {
    let Some(mut shellcheck) = peers::peer("shellcheck") else {
        return;
    };
    let folder = folder();
    let script = folder.path().join("script.sh");
    fs::write(&script, command(folder.path(), &["script"])).expect("the script");
    let output = shellcheck.arg(&script).output().expect("shellcheck");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}
