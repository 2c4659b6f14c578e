use super::*;

/// The text as it would be shown.
fn shown(text: &str, masking: Masking) -> String {
    let source = Source::new("a.yaml", text, masking);
    let mut shown = String::new();
    let mut at = 0;
    for (start, end) in masked(&source).expect("it parses") {
        shown.push_str(&text[at..*start as usize]);
        shown.push('_');
        at = *end as usize;
    }
    shown + &text[at..]
}

#[test]
fn credentials_of_registries_are_masked() {
    let text = "\
registries:
  quay: # hunter1
    # password: hunter2
    server: quay.io # hunter3
    username: hunter4
    password: {env: QUAY, literal: hunter5}
    email: me@example.com
    passwrod: hunter6
    # pullsecrets: allow PS0217 because it is fake
    authFile: {file: a.json, server: quay.io, other: [hunter7]}
  other:
    server: quay.io
    authServer: sso.example.com
    authSecretName: sso
    secrets: Secret
    username: \"hunter8\"
    password: |
      hunter9
      hunter10
    auth: >-
      hunter11

      hunter12
  vault:
    server: ghcr.io
    external: {store: {name: vault}, username: {key: ghcr}}
  broken: hunter13
  list: [hunter14]
  # hunter15
projects: # shown
  project-a: {pullSecrets: [quay]}
";
    let shown = shown(text, Masking::Spec);
    assert!(!shown.contains("hunter"), "{shown}");
    for kept in [
        "server: quay.io # _",
        "{env: QUAY, literal: _}",
        "me@example.com",
        "passwrod: _",
        "because it is fake",
        "{file: a.json, server: quay.io, other: [_]}",
        "sso.example.com",
        "secrets: Secret",
        "{store: {name: vault}, username: {key: ghcr}}",
        "projects: # shown\n  project-a: {pullSecrets: [quay]}\n",
    ] {
        assert!(shown.contains(kept), "{kept} in {shown}");
    }
}

#[test]
fn what_the_language_does_not_know_is_masked() {
    let text = "\
credentials: &all
  # hunter0
  password: hunter1
passwrod: hunter2
platform: {kind: openshift, token: [hunter3, {a: hunter4}]}
output: {labels: {team: platform}, sops: {age: [age1], key: hunter5}}
metadata:
  annotations:
    note: shown
    kubectl.kubernetes.io/last-applied-configuration: hunter6
projects:
  a:
    password: hunter7
    create: {labels: {any: shown}}
    workflows:
    - {generateName: b-, spec: {any: {thing: shown}}, vars: {password: shown}, secret: hunter8}
secrets:
  x: {registries: [quay], password: hunter9}
grants:
- {imagesIn: a, pullers: [b/c], by: hunter10}
";
    let shown = shown(text, Masking::Spec);
    assert!(!shown.contains("hunter"), "{shown}");
    assert_eq!(shown.matches("shown").count(), 4, "{shown}");
    assert!(shown.contains("age: [age1]"), "{shown}");
    assert!(shown.contains("pullers: [b/c]"), "{shown}");
}

#[test]
fn a_credential_in_the_place_of_a_mapping_is_masked() {
    let text = "\
registries:
  a: {server: quay.io, username: u, password: {hunter1}}
  b: {server: quay.io, username: {{hunter2}}, hunter3}
secrets: {c: hunter4}
output: {sealedSecrets: hunter5, sops: hunter6}
cluster: {globalPullSecret: hunter7}
projects:
  d:
    workflows:
    - name: shown
      spec: {templates: [{container: {image: shown, env: [{name: shown, value: hunter8}]}}]}
";
    let shown = shown(text, Masking::Spec);
    assert!(!shown.contains("hunter"), "{shown}");
    assert_eq!(shown.matches("shown").count(), 3, "{shown}");
}

#[test]
fn an_alias_does_not_uncover() {
    let text = "\
metadata: {name: &name hunter1}
registries: {quay: {server: quay.io, password: *name}}
";
    assert!(!shown(text, Masking::Spec).contains("hunter"));
}

#[test]
fn a_text_that_is_no_mapping_is_masked() {
    assert_eq!(shown("hunter2\n", Masking::Spec), "_\n");
    assert_eq!(shown("- hunter2\n- [a]\n", Masking::Spec), "- _\n- [_]\n");
    assert_eq!(
        shown("registries: hunter2\n", Masking::Spec),
        "registries: _\n"
    );
    assert_eq!(shown("{[hunter2]: hunter3}\n", Masking::Spec), "{_: _}\n");
}

#[test]
fn a_number_sign_inside_a_text_starts_no_comment() {
    let text =
        "registries:\n  a#b:\n    server: 'x #y' # hunter2\n    secrets: &a#b Secret #hunter3";
    assert_eq!(
        shown(text, Masking::Spec),
        "registries:\n  a#b:\n    server: 'x #y' # _\n    secrets: &a#b Secret #_"
    );
}

#[test]
fn what_is_taken_for_a_tag_or_an_anchor_is_masked() {
    let text = "\
registries:
  a: {server: quay.io, username: &hunter1 u, password: !hunter2}
  b:
    server: quay.io
    password: &hunter3
  c:
    auth: !hunter4 &hunter5 {env: A}
    passwrod: !hunter6
    \"password\": &hunter7
projects: {}
";
    let shown = shown(text, Masking::Spec);
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(shown.contains("{env: A}"), "{shown}");
}

#[test]
fn a_list_or_a_mapping_in_the_place_of_a_text_is_masked() {
    let text = "\
registries:
  a: {server: [hunter1], username: {env: [hunter2]}, password: {file: {a: hunter3}}}
  b: {server: quay.io, external: {username: hunter4, password: [hunter5], token: hunter6}}
";
    let shown = shown(text, Masking::Spec);
    assert!(!shown.contains("hunter"), "{shown}");
}

#[test]
fn bodies_of_secrets_are_masked() {
    let text = "\
kind: List
items:
- kind: Secret
  metadata:
    name: quay
    annotations:
      kubectl.kubernetes.io/last-applied-configuration: |
        {\"data\": \"hunter1\"}
    .dockerconfigjson: hunter5
  data: {.dockerconfigjson: hunter2} # hunter6
  # hunter7
  stringData:
    a: hunter3
  Data: {.dockerconfigjson: hunter8}
  password: hunter9
---
kind: Pod
spec:
  containers:
  - image: quay.io/acme/app
    env:
    - name: PASSWORD
      value: hunter4
    - name: USER
      valueFrom: {secretKeyRef: {name: shown}}
";
    let shown = shown(text, Masking::Manifest);
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(shown.contains("name: shown"), "{shown}");
    assert!(shown.contains("image: quay.io/acme/app"), "{shown}");
}
