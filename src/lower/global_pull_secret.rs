//! The global pull secret: registries merged into what the cluster has.
//!
//! The base is cut into pieces of text and put together again, so that a field, a number or an
//! escape that nobody here knows comes out as it went in (`oc registry login` drops `email`).

use zeroize::Zeroizing;

use crate::credential::docker_config::{is_auths, server_shown};
use crate::credential::json::{Json, JsonKind, JsonValue, push_compact};
use crate::credential::{Confidential, go_json};

use super::docker_config::{self, Entry};

/// An entry of the base: its server with escapes resolved, and its value as it stands there.
struct Kept<'a> {
    server: Zeroizing<String>,
    value: &'a [u8],
}

/// Puts entries into the base, each in place of one under the same server. Entries come out in the
/// byte order of their keys, other keys at their places, all of it compact. Nothing where the base
/// is no Docker config, which its reader has reported.
#[must_use]
pub fn merge(base: &Confidential, additions: &[Entry<'_>]) -> Option<Confidential> {
    let length = base.expose().len();
    let base = Json::parse(base.expose()).ok()?;
    let kept = entries_of(base.root())?;
    let kept = kept.iter().map(|entry| Entry {
        server: &entry.server,
        json: entry.value,
    });
    // A repeated key means its last value, for Go as for everybody: it comes to stand first.
    let mut entries: Vec<_> = kept.chain(additions.iter().copied()).rev().collect();
    entries.sort_by(|a, b| a.server.cmp(b.server));
    entries.dedup_by(|later, first| later.server == first.server);
    let mut out =
        Vec::with_capacity(length + docker_config::auths_length(&entries) + r#"{"auths":,}"#.len());
    out.push(b'{');
    let mut written = false;
    for (key, value) in base.root().members() {
        let key = key.text()?;
        if !is_auths(&key) {
            next_key(&mut out, &key);
            push_compact(&mut out, value.written());
        } else if !written {
            written = true;
            push_entries(&mut out, &entries);
        }
    }
    if !written {
        push_entries(&mut out, &entries);
    }
    out.push(b'}');
    Some(Confidential::new(out))
}

/// The servers of base and additions, and nothing else of them.
#[must_use]
pub fn redacted(base: &Confidential, additions: &[Entry<'_>]) -> Option<Confidential> {
    let base = Json::parse(base.expose()).ok()?;
    let kept = entries_of(base.root())?;
    let kept = kept.iter().map(|entry| &**entry.server);
    let mut servers: Vec<String> = kept
        .chain(additions.iter().map(|entry| entry.server))
        .map(server_shown)
        .collect();
    servers.sort_unstable();
    servers.dedup();
    let servers = servers.iter().map(String::as_str);
    Some(docker_config::redacted(servers))
}

fn entries_of<'a>(base: JsonValue<'_, 'a>) -> Option<Vec<Kept<'a>>> {
    if base.kind() != JsonKind::Object {
        return None;
    }
    let mut entries = Vec::new();
    for (key, auths) in base.members() {
        if !is_auths(&key.text()?) {
            continue;
        }
        if auths.kind() == JsonKind::Null {
            entries.clear();
            continue;
        }
        if auths.kind() != JsonKind::Object {
            return None;
        }
        for (server, value) in auths.members() {
            entries.push(Kept {
                server: server.text()?,
                value: value.written(),
            });
        }
    }
    Some(entries)
}

fn push_entries(out: &mut Vec<u8>, entries: &[Entry<'_>]) {
    next_key(out, "auths");
    docker_config::push_auths(out, entries, push_compact);
}

fn next_key(out: &mut Vec<u8>, key: &str) {
    if out.len() > 1 {
        out.push(b',');
    }
    go_json::push_string(out, key);
    out.push(b':');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(base: &str, additions: &[(&str, &str)]) -> Option<String> {
        let additions: Vec<_> = additions
            .iter()
            .map(|(server, json)| Entry {
                server,
                json: json.as_bytes(),
            })
            .collect();
        let content = merge(&Confidential::new(base.as_bytes().to_vec()), &additions)?;
        Some(content.expose_text().unwrap().to_owned())
    }

    #[test]
    fn keeps_what_it_does_not_replace() {
        let base = r#"{
            "credHelpers": {"a.example.com": "x"},
            "auths": {
                "quay.io": {"auth": "b2xkOm9sZA==", "email": "you@example.com"},
                "cloud.openshift.com": {"auth": "YTpi", "email": "you@example.com", "n": 1.50}
            },
            "HttpHeaders": {"a": "b, c: {\" }"}
        }
"#;
        assert_eq!(
            merged(
                base,
                &[("quay.io", r#"{"auth":"bmV3Om5ldw=="}"#), ("a.io", "{}")]
            )
            .unwrap(),
            concat!(
                r#"{"credHelpers":{"a.example.com":"x"},"auths":{"a.io":{},"#,
                r#""cloud.openshift.com":{"auth":"YTpi","email":"you@example.com","n":1.50},"#,
                r#""quay.io":{"auth":"bmV3Om5ldw=="}},"HttpHeaders":{"a":"b, c: {\" }"}}"#,
            )
        );
    }

    #[test]
    fn a_base_without_entries_gets_them() {
        let addition = [("a", r#"{"auth":"YTpi"}"#)];
        let expected = r#"{"auths":{"a":{"auth":"YTpi"}}}"#;
        for base in ["{}", " { } ", r#"{"auths":{}}"#, r#"{"auths": null}"#] {
            assert_eq!(merged(base, &addition).unwrap(), expected, "{base}");
        }
        assert_eq!(
            merged(r#"{"x":[]}"#, &addition).unwrap(),
            r#"{"x":[],"auths":{"a":{"auth":"YTpi"}}}"#
        );
    }

    #[test]
    fn the_last_of_repeated_keys_holds() {
        assert_eq!(
            merged(r#"{"auths":{"a":{"n":1},"\u0061":{"n":2}}}"#, &[]).unwrap(),
            r#"{"auths":{"a":{"n":2}}}"#
        );
    }

    /// A node would read what stands under the other spelling last, over what was added.
    #[test]
    fn every_spelling_that_a_node_takes_for_auths_is_one() {
        let addition = [("a", r#"{"n":3}"#)];
        assert_eq!(
            merged(
                r#"{"Auths":{"a":{"n":1},"b":{}},"x":1,"AUTHS":{"c":{},"a":{"n":2}}}"#,
                &addition
            )
            .unwrap(),
            r#"{"auths":{"a":{"n":3},"b":{},"c":{}},"x":1}"#
        );
        assert_eq!(
            merged(r#"{"auths":{"b":{}},"auths":null}"#, &addition).unwrap(),
            r#"{"auths":{"a":{"n":3}}}"#
        );
    }

    #[test]
    fn what_is_no_object_is_nothing() {
        for base in [
            "",
            "[]",
            "1",
            r#"{"auths":[1]}"#,
            "{\"a",
            "{\"a\" 1}",
            "{1}",
        ] {
            assert_eq!(merged(base, &[]), None, "{base}");
        }
    }

    #[test]
    fn redaction_names_each_server_once() {
        let base = Confidential::new(
            br#"{"auths":{"b":{"auth":"YTpi"},"https://u:hunter2@c":{}},"x":"y"}"#.to_vec(),
        );
        let additions = [("a", "{}"), ("b", "{}")].map(|(server, json)| Entry {
            server,
            json: json.as_bytes(),
        });
        let content = redacted(&base, &additions).unwrap();
        assert_eq!(
            content.expose_text().unwrap(),
            r#"{"auths":{"a":{"auth":"<redacted>"},"b":{"auth":"<redacted>"},"…@c":{"auth":"<redacted>"}}}"#
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_ends(text in ".{0,60}") {
            let _ = merged(&text, &[("a", "{}")]);
        }

        #[test]
        fn any_object_keeps_its_members(
            members in proptest::collection::btree_map("[a-z\"\\\\{},: ]{0,6}", ".{0,8}", 0..6)
        ) {
            let base = serde_json::to_string_pretty(&members).unwrap();
            let out = merged(&base, &[]).unwrap();
            let mut back: serde_json::Map<_, _> = serde_json::from_str(&out).unwrap();
            back.remove("auths");
            proptest::prop_assert_eq!(serde_json::json!(members), serde_json::Value::from(back));
        }
    }
}
