//! From what lies outside to credentials: what is asked for, what is made of it, what is said.

mod decoding;

use std::path::Path;

use decoding::{Outcome, Outside, spec_of, with_outcome};
use proptest::prelude::*;
use pullsecrets::credential::json::{Json, JsonValue, push_compact};
use pullsecrets::credential::{Confidential, Origin, Purpose};
use pullsecrets::finding::Finding;
use pullsecrets::lower::{PullSecrets, Secrecy};
use pullsecrets::plan::PullSecretId;

/// The codes that decoding and its rules report.
const DECODED: &[&str] = &[
    "PS0201", "PS0202", "PS0203", "PS0204", "PS0211", "PS0212", "PS0213", "PS0214", "PS0215",
    "PS0217", "PS0218", "PS0219", "PS0220", "PS0221", "PS0222", "PS0223", "PS0224", "PS0225",
    "PS0229", "PS0230",
];

/// Code and message of every finding on credentials, in the order of their places.
fn said(outcome: &Outcome<'_>) -> Vec<(&'static str, String)> {
    let of_credentials = |finding: &&Finding| DECODED.contains(&finding.code.name());
    let mut findings: Vec<&Finding> = outcome.findings.iter().filter(of_credentials).collect();
    findings.sort_by_key(|finding| finding.order());
    findings
        .iter()
        .map(|finding| (finding.code.name(), finding.message.clone()))
        .collect()
}

/// The entry of the one registry `r`, and the codes of what was said.
fn entry(registry: &str, outside: &Outside<'_>) -> (Option<String>, Vec<&'static str>) {
    let mut result = (None, Vec::new());
    let spec = spec_of(&format!("registries:\n  r: {registry}"), "r");
    with_outcome(&spec, outside, |outcome| {
        let entry = outcome.decoded.registries[0].as_ref();
        result.0 = entry.map(|entry| entry.json.expose_text().expect("UTF-8").to_owned());
        result.1 = said(outcome).into_iter().map(|(code, _)| code).collect();
    });
    result
}

fn file(content: &[u8]) -> Outside<'_> {
    Outside {
        files: vec![("f", content)],
        ..Outside::default()
    }
}

#[test]
fn only_what_comes_out_is_asked_for() {
    let spec = "apiVersion: pullsecrets.dev/v1
kind: PullSecrets
output: {secrets: SealedSecret, sealedSecrets: {certificate: {file: sealed.pem}}}
registries:
  one: {server: one.io, username: {env: USER}, password: {file: one}}
  two: {server: two.io, username: {env: USER}, password: {file: two}, email: {env: MAIL}}
  three: {server: three.io, authFile: {file: auth.json}}
  four: {server: four.io, auth: {env: FOUR}}
  five: {server: five.io, secrets: ExternalSecret, external: {generator: {kind: GCRAccessToken, name: g}}}
  unused: {server: unused.io, auth: {env: UNUSED}}
secrets:
  whole: {authFile: {file: auth.json}}
  idle: {authFile: {file: idle.json}}
projects:
  a: {pullSecrets: [one, five], workflows: [{name: w, template: t.j2}, {name: v, template: t.j2}]}
  b: {pullSecrets: [two, whole]}
cluster:
  globalPullSecret: {base: {file: base.json}, registries: [three, four]}
";
    let names = |keep: &[&str]| {
        let mut list = Vec::new();
        let source =
            pullsecrets::source::Source::new("f", spec, pullsecrets::source::Masking::Spec);
        let id = pullsecrets::source::SourceId(0);
        let parsed =
            pullsecrets::syntax::parse(&source, id, pullsecrets::syntax::Limits::default());
        let (read, _) = pullsecrets::model::read(&parsed.tree);
        let read = read.expect("a spec");
        let (plan, _) = pullsecrets::plan::make(&read);
        let requests =
            pullsecrets::plan::requests(&read, &plan, |object| keep.contains(&object.namespace));
        for request in requests {
            let name = match request.origin {
                Origin::Env(name) => format!("${name}"),
                Origin::File(path) => path.to_owned(),
            };
            let place = &spec[request.span.start as usize..request.span.end as usize];
            assert_eq!(place, name.trim_start_matches('$'));
            let credential = if request.purpose.is_credential() {
                ""
            } else {
                "!"
            };
            list.push(format!("{credential}{name}"));
        }
        list
    };
    assert_eq!(names(&["a"]), ["!sealed.pem", "$USER", "one", "!t.j2"]);
    assert_eq!(
        names(&["b"]),
        ["!sealed.pem", "$USER", "two", "$MAIL", "auth.json"]
    );
    assert_eq!(
        names(&["openshift-config"]),
        ["auth.json", "$FOUR", "base.json"]
    );
    assert_eq!(
        names(&["a", "b", "openshift-config"]),
        [
            "!sealed.pem",
            "$USER",
            "one",
            "two",
            "$MAIL",
            "auth.json",
            "$FOUR",
            "!t.j2",
            "base.json"
        ]
    );
    assert!(names(&["c"]).is_empty());
}

#[test]
fn one_file_for_two_purposes_is_asked_for_twice() {
    let spec = spec_of(
        "registries:\n  a: {server: a.io, auth: {file: f}}\n  b: {server: b.io, authFile: {file: f}}",
        "a, b",
    );
    with_outcome(&spec, &Outside::default(), |outcome| {
        let purposes: Vec<_> = outcome
            .requests
            .iter()
            .map(|request| request.purpose)
            .collect();
        assert_eq!(purposes, [Purpose::Value, Purpose::AuthFile]);
    });
}

#[test]
fn what_was_not_answered_is_no_fault() {
    let registry = "{server: a.io, username: {env: U}, password: {file: f}}";
    assert_eq!(entry(registry, &Outside::default()), (None, vec![]));
}

#[test]
fn a_newline_at_the_end_of_a_file_is_trimmed_once() {
    let registry = "{server: a.io, username: u, password: {file: f}}";
    for (content, password, codes) in [
        (&b"p"[..], "p", vec![]),
        (b"p\n", "p", vec!["PS0218"]),
        (b"p\r\n", "p", vec!["PS0218"]),
        (b"p\n\n", "p\\n", vec!["PS0218", "PS0229"]),
        (b"p\r", "p\\r", vec!["PS0229"]),
        (b" p ", " p ", vec!["PS0229"]),
    ] {
        let (json, said) = entry(registry, &file(content));
        let json = json.expect("an entry");
        assert!(
            json.contains(&format!("\"password\":\"{password}\"")),
            "{json}"
        );
        assert_eq!(said, codes, "{json}");
    }
    let from_variable = Outside {
        variables: vec![("V", b"p\n")],
        ..Outside::default()
    };
    let registry = "{server: a.io, username: u, password: {env: V}}";
    let (json, said) = entry(registry, &from_variable);
    assert!(json.expect("an entry").contains("\"p\\n\""));
    assert_eq!(said, ["PS0218"]);
}

#[test]
fn an_empty_email_is_left_out() {
    let registry = "{server: a.io, username: u, password: {file: f}, email: ''}";
    let expected = r#"{"username":"u","password":"p","auth":"dTpw"}"#;
    assert_eq!(entry(registry, &file(b"p")).0.as_deref(), Some(expected));
}

#[test]
fn an_auth_is_read_as_kubelet_does() {
    let registry = "{server: a.io, auth: {file: f}}";
    for (auth, fault) in [
        ("dTpw", None),
        ("dTpwdw==", None),
        ("dTpwdw", None),
        ("dTrDv8O+Pz5+fg==", None),
        ("dXNlcjpw\nYXNzd29yZA==", None),
        ("dTpwdw=", Some("PS0214")),
        ("dTrDv8O-Pz5-fg==", Some("PS0214")),
        (" dTpw", Some("PS0214")),
        ("!!!", Some("PS0214")),
        ("bm9jb2xvbg==", Some("PS0214")),
        ("dTo=", Some("PS0204")),
        ("OnA=", Some("PS0204")),
        ("", Some("PS0204")),
    ] {
        let (json, said) = entry(registry, &file(auth.as_bytes()));
        assert_eq!(said.first().copied(), fault, "{auth}");
        let expected = fault
            .is_none()
            .then(|| format!("{{\"auth\":\"{}\"}}", auth.replace('\n', "\\n")));
        assert_eq!(json, expected);
    }
}

#[test]
fn an_entry_is_copied_as_it_stands() {
    let registry = "{server: a.io/x, authFile: {file: f}}";
    let content = br#" { "credsStore": "", "auths" : {
        "a.io":   {"auth": "b3RoZXI6cA=="},
        "a.io/x": {"x" : [1.50, {"y": null}], "password":"p\u003c", "auth": "dTpwPA==", "username" :"u"}
    } } "#;
    let expected =
        r#"{"x":[1.50,{"y":null}],"password":"p\u003c","auth":"dTpwPA==","username":"u"}"#;
    assert_eq!(
        entry(registry, &file(content)),
        (Some(expected.to_owned()), vec![])
    );
}

#[test]
fn files_that_cannot_be_used_say_why() {
    let registry = "{server: a.io, authFile: {file: f}}";
    for (content, code) in [
        (&b""[..], "PS0211"),
        (b"{\"auths\": ", "PS0211"),
        (b"{\"auths\": {}} x", "PS0211"),
        (b"eyJhdXRocyI6e319", "PS0211"),
        (b"\xef\xbb\xbf{\"auths\": {}}", "PS0212"),
        (b"\xff\xfe{\0", "PS0212"),
        (b"{\"auths\": {\"\xff\": {}}}", "PS0212"),
        (b"[]", "PS0224"),
        (b"{}", "PS0224"),
        (b"{\"a.io\": {\"auth\": \"dTpw\"}}", "PS0224"),
        (b"{\"auths\": []}", "PS0224"),
        (b"{\"auths\": {\"a.io\": []}}", "PS0214"),
        (b"{\"auths\": {\"a.io\": {\"auth\": 1}}}", "PS0214"),
        (
            b"{\"auths\": {\"a.io\": {\"auth\": \"dTpw\", \"username\": [\"x\"]}}}",
            "PS0214",
        ),
        (
            b"{\"auths\": {\"a.io\": {\"auth\": \"bm9jb2xvbg==\"}}}",
            "PS0214",
        ),
        (b"{\"auths\": {}}", "PS0215"),
        (
            b"{\"auths\": {\"https://a.io\": {\"auth\": \"dTpw\"}}}",
            "PS0215",
        ),
        (b"{\"auths\": {\"a.io\": {}}}", "PS0204"),
        (b"{\"auths\": {\"a.io\": null}}", "PS0204"),
        (b"{\"auths\": {\"a.io\": {\"auth\": \"dTo=\"}}}", "PS0204"),
        (
            b"{\"auths\": {\"a.io\": {\"username\": \"u:x\", \"password\": \"p\"}}}",
            "PS0203",
        ),
        (
            b"{\"auths\": {\"a.io\": {}}, \"credsStore\": \"desktop\"}",
            "PS0213",
        ),
        (
            b"{\"auths\": {\"a.io\": {}}, \"credHelpers\": {\"a.io\": \"x\"}}",
            "PS0213",
        ),
        (b"{\"credHelpers\": {\"a.io\": \"x\"}}", "PS0213"),
    ] {
        let shown = String::from_utf8_lossy(content);
        assert_eq!(
            entry(registry, &file(content)),
            (None, vec![code]),
            "{shown}"
        );
    }
}

#[test]
fn a_fault_of_a_file_is_said_once() {
    let spec = spec_of(
        "registries:\n  a: {server: a.io, authFile: {file: f}}\n  b: {server: b.io, authFile: {file: f}}\nsecrets:\n  c: {authFile: {file: f}}",
        "a, b, c",
    );
    with_outcome(&spec, &file(b"{"), |outcome| {
        assert_eq!(
            said(outcome),
            [("PS0211", "file `f` is not JSON".to_owned())]
        );
    });
}

#[test]
fn a_whole_file_keeps_its_bytes() {
    let spec = spec_of("secrets:\n  s: {authFile: {file: f}}", "s");
    let content = b" {\"auths\" : {\"a.io\": {\"auth\": \"dTpw\"}},\n \"other\": 1.50 }\r\n";
    with_outcome(&spec, &file(content), |outcome| {
        let kept = outcome.decoded.files[0]
            .as_ref()
            .map(|bytes| bytes.expose());
        assert_eq!(kept, Some(&content[..]));
        let decoded = Some(outcome.decoded);
        let (secrets, _) = PullSecrets::new(outcome.spec, outcome.plan, decoded, Secrecy::Full);
        let made = secrets
            .docker_config(PullSecretId(0))
            .map(|made| made.expose());
        assert_eq!(made, Some(&content[..]));
        assert_eq!(said(outcome), []);
    });
}

#[test]
fn every_entry_is_seen_once_as_kubelet_reads_it() {
    let spec = spec_of(
        "registries:
  a: {server: a.io, username: u, password: {env: V}}
  b: {server: b.io, auth: {env: B}}
  c: {server: c.io, authFile: {file: f}}
secrets:
  d: {authFile: {file: f}}",
        "a, b, c, d",
    );
    let outside = Outside {
        files: vec![(
            "f",
            br#"{"auths": {"c.io": {"username": "other", "auth": "Yzpj"}, "x.io": {"auth": "!"}}}"#,
        )],
        variables: vec![("V", b"p"), ("B", b"YjpwOnA=")],
    };
    let mut seen = Vec::new();
    with_outcome(&spec, &outside, |outcome| {
        outcome.decoded.each_entry(outcome.spec, |entry| {
            let text = |part: &Option<Confidential>| {
                let part = part.as_ref().and_then(Confidential::expose_text);
                part.unwrap_or_default().to_owned()
            };
            let place = &spec[entry.password.start as usize..entry.password.end as usize];
            let read = (text(&entry.entry.username), text(&entry.entry.password));
            seen.push(format!("{} {place} {} {}", entry.whose, read.0, read.1));
        });
        assert_eq!(
            said(outcome)
                .iter()
                .map(|(code, _)| *code)
                .collect::<Vec<_>>(),
            ["PS0219", "PS0219"]
        );
    });
    assert_eq!(
        seen,
        [
            "`a` V u p",
            "`b` B b p:p",
            "`c` c.io c c",
            "an entry of file `f` f c c"
        ]
    );
}

/// Every case under `golden/findings` of this family, without the command.
#[test]
fn cases_fail_and_pass() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/findings");
    let mut cases = 0;
    for entry in std::fs::read_dir(folder).expect("the cases") {
        let case = entry.expect("a folder");
        let code = case.file_name().into_string().expect("UTF-8");
        if !DECODED.contains(&&*code) {
            continue;
        }
        cases += 1;
        let fail = codes_of(&case.path().join("fail"));
        assert!(fail.contains(&code), "{code}: {fail:?}");
        let pass = codes_of(&case.path().join("pass"));
        assert_eq!(pass, Vec::<String>::new(), "{code}");
    }
    assert_eq!(cases, DECODED.len());
}

fn codes_of(folder: &Path) -> Vec<String> {
    let mut spec = String::new();
    let mut files = Vec::new();
    let mut variables = String::new();
    for entry in std::fs::read_dir(folder).expect("a case") {
        let path = entry.expect("a file").path();
        let name = path
            .file_name()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        let content = std::fs::read(&path).expect("readable");
        match &*name {
            "pullsecrets.yaml" => spec = String::from_utf8(content).expect("UTF-8"),
            "environment" => variables = String::from_utf8(content).expect("UTF-8"),
            _ => files.push((name, content)),
        }
    }
    let outside = Outside {
        files: files
            .iter()
            .map(|(name, content)| (name.as_str(), content.as_slice()))
            .collect(),
        variables: variables
            .lines()
            .filter_map(|line| line.split_once('='))
            .map(|(name, value)| (name, value.as_bytes()))
            .collect(),
    };
    let mut codes = Vec::new();
    with_outcome(&spec, &outside, |outcome| {
        codes = said(outcome)
            .into_iter()
            .map(|(code, _)| code.to_owned())
            .collect();
    });
    codes
}

/// A spec that reads `f` in every way.
const EVERY_WAY: &str = "apiVersion: pullsecrets.dev/v1
kind: PullSecrets
registries:
  user: {server: user.io, username: {file: f}, password: {env: V}, email: {file: f}}
  auth: {server: auth.io, auth: {file: f}}
  entry: {server: quay.io, authFile: {file: f}}
  google: {server: google.io, username: _json_key, password: {file: f}}
  cloud: {server: cloud.openshift.com, username: u, password: {file: f}}
secrets:
  whole: {authFile: {file: f}}
projects:
  a: {pullSecrets: [user, auth, entry, google, whole]}
cluster:
  globalPullSecret: {base: {file: f}, registries: [cloud]}
";

/// A word that no message has, and texts that it may be a part of.
const MARK: &str = "XmarkedX";

fn around_the_mark() -> impl Strategy<Value = Vec<u8>> {
    let encoded = "dTpYbWFya2VkWA==";
    let parts = prop::sample::select(vec![
        MARK.to_owned(),
        format!("u:{MARK}"),
        "{\"auths\":{\"quay.io\":".to_owned(),
        format!("{{\"{MARK}\":{{\"auth\":\"{encoded}\"}}"),
        format!("{{\"auth\":\"{encoded}\",\"username\":\"{MARK}\",\"password\":5}}"),
        format!(
            "{{\"username\":\"{MARK}:\",\"password\":\"{MARK}\",\"identitytoken\":\"{MARK}\"}}"
        ),
        format!("{{\"auth\":\"{MARK}\"}}"),
        format!(",\"credsStore\":\"{MARK}\",\"credHelpers\":{{\"quay.io\":\"{MARK}\"}}"),
        "{}".to_owned(),
        "}}".to_owned(),
        "}".to_owned(),
        format!("data:\n  .dockerconfigjson: {MARK}\n"),
        format!("{{\"data\":{{\".dockerconfigjson\":\"{encoded}\"}}}}"),
        "\n".to_owned(),
        "\u{feff}".to_owned(),
        ":".to_owned(),
    ]);
    let broken = prop::collection::vec(any::<u8>(), 0..4);
    (prop::collection::vec(parts, 0..6), broken, any::<bool>()).prop_map(
        |(parts, broken, append)| {
            let mut bytes = parts.concat().into_bytes();
            if append {
                bytes.extend(broken);
            }
            bytes
        },
    )
}

#[test]
fn literals_are_in_no_message() {
    let spec = spec_of(
        "registries:
  a: {server: a.io, username: 'XmarkedX:', password: XmarkedX}
  b: {server: b.io, auth: XmarkedX}
  c: {server: c.io, auth: WG1hcmtlZFg=}
  d: {server: d.io, username: _json_key, password: XmarkedX}
  e: {server: e.io, username: XmarkedX, password: ''}
  f: {server: f.io, username: u, password: XmarkedX, email: XmarkedX}",
        "a, b, c, d, e, f",
    );
    with_outcome(&spec, &Outside::default(), |outcome| {
        let codes: Vec<_> = said(outcome).into_iter().map(|(code, _)| code).collect();
        let expected = [
            "PS0203", "PS0217", "PS0214", "PS0217", "PS0214", "PS0217", "PS0217", "PS0223",
            "PS0204", "PS0217",
        ];
        assert_eq!(codes, expected);
        let shown = format!("{:?}", outcome.findings);
        assert!(
            !shown.contains(MARK) && !shown.contains("WG1hcmtlZFg"),
            "{shown}"
        );
    });
}

proptest! {
    #[test]
    fn any_bytes_end_in_findings_without_a_word_of_them(content in around_the_mark(), value in around_the_mark()) {
        let outside = Outside {
            files: vec![("f", &content)],
            variables: vec![("V", &value)],
        };
        with_outcome(EVERY_WAY, &outside, |outcome| {
            for finding in outcome.findings {
                let shown = format!("{finding:?}");
                assert!(!shown.contains(MARK) && !shown.contains("bWFya2Vk") && !shown.contains("YbWFya2Vk"), "{shown}");
            }
        });
    }

    #[test]
    fn any_bytes_at_all(content in prop::collection::vec(any::<u8>(), 0..200)) {
        let outside = Outside { files: vec![("f", &content)], variables: vec![("V", &content)] };
        with_outcome(EVERY_WAY, &outside, |_| {});
    }

    /// What is written as an entry is read back by another reader as the same credential.
    #[test]
    fn entries_mean_what_was_given(username in "[^:\u{feff}]{1,20}", password in "[^\u{feff}].{0,40}") {
        let outside = Outside {
            variables: vec![("U", username.as_bytes()), ("P", password.as_bytes())],
            ..Outside::default()
        };
        let (json, _) = entry("{server: a.io, username: {env: U}, password: {env: P}}", &outside);
        let json: serde_json::Value = serde_json::from_str(&json.expect("an entry")).expect("JSON");
        prop_assert_eq!(json["username"].as_str(), Some(username.as_str()));
        prop_assert_eq!(json["password"].as_str(), Some(password.as_str()));
    }

    /// Members and compact texts are those that another reader finds.
    #[test]
    fn json_is_cut_as_another_reader_would(text in "[ -~\u{80}-\u{2030}\n]{0,40}", key in "[a-c\"\\\\{}:, ]{0,6}") {
        let value = serde_json::json!({ &key: [&text, {"x": &key}], "other": &text });
        for printed in [value.to_string(), serde_json::to_string_pretty(&value).expect("JSON")] {
            let json = Json::parse(printed.as_bytes()).expect("JSON");
            let compact = |json: JsonValue<'_, '_>| {
                let mut compact = Vec::new();
                push_compact(&mut compact, json.written());
                String::from_utf8(compact).expect("UTF-8")
            };
            prop_assert_eq!(compact(json.root()), value.to_string());
            for key in [key.as_str(), "other"] {
                let member = json.root().member(key).map(compact);
                prop_assert_eq!(member, Some(value[key].to_string()));
            }
        }
    }
}
