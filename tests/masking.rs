//! Whatever a user gets wrong in `registries`, the command does not print what stands there.

use std::process::Command;

const MARK: &str = "marked-value-7c1";

/// Specs with the mark where a slip of the user could put a credential.
const SLIPS: &[&str] = &[
    "registries:\n  q: {server: quay.io, username: u, passwrod: MARK}\n",
    "registries: MARK\n",
    "registries:\n  q: {server: quay.io, username: u, password: {MARK}}\n",
    "registries:\n  q: {server: quay.io, username: u, password: {{MARK}}}\n",
    "registries:\n  q: {server: quay.io, username: u, password: {{ MARK }}, x: y}\n",
    "registries:\n  q: {server: quay.io, username: u, MARK}\n",
    "secrets:\n  quay-password: MARK\n",
    "secrets:\n  quay:\n    password:MARK\n",
    "output: {sealedSecrets: MARK, sops: MARK}\ncluster: {globalPullSecret: MARK}\n",
    "projects:\n  a:\n    workflows:\n    - name: w\n      entrypoint: m\n      spec:\n        templates:\n        - name: m\n          container:\n            image: quay.io/a/b\n            env:\n            - name: a\n              value: MARK\n              bad: 0123\n",
    "registries: [MARK]\n",
    "registries: {q: MARK}\n",
    "registries:\n  q: {server: quay.io, username: u, password: [MARK]}\n",
    "registries:\n  q: {server: {x: MARK}, username: u, password: x, y: z}\n",
    "registries:\n  q: {server: quay.io, username: u, password: {env: {a: MARK}}}\n",
    "registries:\n  q: {server: quay.io, username: u, password: {file: [MARK]}}\n",
    "registries:\n  q: {server: quay.io, username: u, password: {literal: MARK}}\n",
    "registries:\n  q: {server: \"https://u:MARK@quay.io/\", username: u, password: x}\nprojects: {a: {pullSecrets: [q]}}\n",
    "registries:\n  q: {server: \"u:MARK@quay.io\", username: u, password: x}\nprojects: {a: {pullSecrets: [q]}}\n",
    "registries:\n  q: {server: quay.io, authServer: \"u:MARK@sso.io\", username: u, password: x}\n",
    "registries:\n  q: {server: quay.io, username: \"u:MARK\", password: x}\nprojects: {a: {pullSecrets: [q]}}\n",
    "registries:\n  q: {server: quay.io, auth: MARK}\nprojects: {a: {pullSecrets: [q]}}\n",
    "registries:\n  q:\n    server: quay.io # once MARK\n    username: u\n    password: x\n    y: z\n",
    "registries:\n  q: {server: quay.io, username: u, password: \"MARK\n",
    "registries:\n  q: {server: quay.io, username: u, password: !!str MARK}\n",
    "registries:\n  q: {server: quay.io, username: u, password: MARK, password: MARK}\n",
    "regitries:\n  q: {server: quay.io, username: u, password: MARK}\n",
    "password: MARK\nprojects: {a: {password: MARK}}\n",
    "registries:\n  q:\n    server: quay.io\n    username: u\n    password: |\n      MARK\n      MARK\n    y: z\n",
];

#[test]
fn no_slip_makes_the_command_print_what_may_be_a_credential() {
    let folder = tempfile::tempdir().expect("a folder");
    for slip in SLIPS {
        let text = format!(
            "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {{name: a}}\n{}",
            slip.replace("MARK", MARK)
        );
        std::fs::write(folder.path().join("pullsecrets.yaml"), &text).expect("the spec");
        for format in ["full", "concise", "json", "sarif", "github", "gitlab"] {
            let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
                .args(["check", "--credentials", "--output-format", format])
                .current_dir(folder.path())
                .env_clear()
                .output()
                .expect("the command starts");
            let printed = [output.stdout, output.stderr].concat();
            let printed = String::from_utf8_lossy(&printed);
            assert!(!printed.is_empty(), "there is something to say of {slip}");
            assert!(!printed.contains(MARK), "{slip}\n{printed}");
        }
    }
}
