//! Rules on forms: which spec draws which finding, and where.

use pullsecrets::plan::make;
use pullsecrets::rules::{Checked, Situation, check};
use pullsecrets::source::{Masking, Sources};
use pullsecrets::syntax::{Limits, parse};

const REGISTRIES: &str = "
registries:
  quay: {server: quay.io, username: u, password: {env: QUAY}}
  vault: {server: ghcr.io, external: {store: {name: vault}, username: {key: u}, password: {key: p}}}
";

/// The codes of the family 06 that rules report on a spec, with their messages.
fn said(parts: &str, inside_git: bool) -> Vec<String> {
    said_of(parts, inside_git, "PS06")
}

fn said_of(parts: &str, inside_git: bool, family: &str) -> Vec<String> {
    let text = format!("apiVersion: pullsecrets.dev/v1\nkind: PullSecrets{REGISTRIES}{parts}");
    let mut sources = Sources::default();
    let id = sources.add("pullsecrets.yaml", text, Masking::Spec);
    let parsed = parse(sources.get(id), id, Limits::default());
    let (spec, shape) = pullsecrets::model::read(&parsed.tree);
    assert_eq!(shape, []);
    let spec = spec.expect("a spec");
    let (plan, _) = make(&spec);
    let (findings, _) = check(&Checked {
        spec: &spec,
        plan: &plan,
        credentials: None,
        situation: Situation {
            inside_git,
            ..Situation::default()
        },
    });
    findings
        .into_iter()
        .filter(|finding| finding.code.name().starts_with(family))
        .map(|finding| format!("{} {}", finding.code.name(), finding.message))
        .collect()
}

const QUAY: &str = "projects: {a: {pullSecrets: [quay]}}\n";
const VAULT: &str = "projects: {a: {pullSecrets: [vault]}}\n";

#[test]
fn plain_secrets_in_git_are_one_warning() {
    assert_eq!(said(QUAY, false), [""; 0]);
    assert_eq!(
        said(QUAY, true),
        ["PS0601 `quay` is written as a plain Secret inside a Git work tree"]
    );
    let global = "cluster: {globalPullSecret: {base: {file: base.json}}}\n";
    assert_eq!(
        said(global, true),
        ["PS0601 the global pull secret is written as a plain Secret inside a Git work tree"]
    );
    let external = format!("output: {{secrets: ExternalSecret}}\n{VAULT}");
    assert_eq!(said(&external, true), [""; 0]);
}

#[test]
fn what_is_not_emitted_needs_nothing() {
    for form in ["SealedSecret", "Sops"] {
        let unused = format!("output: {{secrets: {form}}}\n");
        assert_eq!(said(&unused, true), [""; 0]);
    }
}

#[test]
fn sealed_and_encrypted_forms_need_somebody_to_encrypt_to() {
    for (output, code) in [
        ("output: {secrets: SealedSecret}", "PS0602"),
        (
            "output: {secrets: SealedSecret, sealedSecrets: {scope: strict}}",
            "PS0602",
        ),
        ("output: {secrets: Sops}", "PS0606"),
        ("output: {sops: {age: [age1nobody]}}", "PS0606"),
    ] {
        let said = said(&format!("{output}\n{QUAY}"), false);
        assert!(
            matches!(&said[..], [one] if one.starts_with(code)),
            "{output} {said:?}"
        );
    }
}

#[test]
fn a_source_and_a_form_must_fit() {
    let external = "PS0605 `vault` comes out as";
    assert_eq!(
        said(VAULT, false),
        [format!("{external} a Secret, which needs a value")]
    );
    for (parts, expected) in [
        // The registry's own Secret does not come out, and the one that holds it fits.
        (
            "secrets: {both: {registries: [vault], secrets: ExternalSecret}}\n\
             projects: {a: {pullSecrets: [both]}}\n",
            "",
        ),
        (
            "output: {secrets: ExternalSecret}\nprojects: {a: {pullSecrets: [quay]}}\n",
            "PS0605 `quay` comes out as an ExternalSecret, and its value is known here",
        ),
        (
            "output: {secrets: ExternalSecret}\nsecrets: {file: {authFile: {file: auth.json}}}\n\
             projects: {a: {pullSecrets: [file]}}\n",
            "PS0605 `file` comes out as an ExternalSecret, and holds the bytes of a file",
        ),
        (
            "secrets: {both: {registries: [quay, vault], secrets: ExternalSecret}}\n\
             projects: {a: {pullSecrets: [both]}}\n",
            "PS0605 `both` holds `vault`, which the cluster fetches, and `quay`, whose value is \
             known here",
        ),
        (
            "cluster: {globalPullSecret: {base: {file: base.json}, registries: [vault]}}\n",
            "PS0605 the global pull secret is made of values, and `vault` has none here",
        ),
    ] {
        assert_eq!(said(parts, false).concat(), expected, "{parts}");
    }
}

#[test]
fn the_global_pull_secret_is_plain() {
    let global = "cluster: {globalPullSecret: {base: {file: base.json}}}\n";
    assert_eq!(said(global, false), [""; 0]);
    let other = said(
        &format!("output: {{secrets: ExternalSecret}}\n{global}"),
        false,
    );
    assert!(
        matches!(&other[..], [one] if one.starts_with("PS0609")),
        "{other:?}"
    );
}

#[test]
fn an_annotation_sets_no_other_scope() {
    let codes = |scope: &str| {
        let output = format!(
            "output: {{annotations: {{sealedsecrets.bitnami.com/cluster-wide: \"true\"}}, \
             sealedSecrets: {{certificate: {{file: sealed.pem}}, scope: {scope}}}}}\n{QUAY}"
        );
        said_of(&output, false, "PS0018").len()
    };
    assert_eq!(codes("strict"), 1);
    assert_eq!(codes("namespace-wide"), 1);
    assert_eq!(codes("cluster-wide"), 0);
}
