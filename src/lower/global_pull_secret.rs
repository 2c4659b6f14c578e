//! The global pull secret: registries merged into what the cluster has.
//!
//! The base is cut into pieces of text and put together again, so that a field, a number or an
//! escape that nobody here knows comes out as it went in (`oc registry login` drops `email`).

use crate::credential::{Confidential, go_json};

use super::docker_config::{self, Entry};

/// A member of a JSON object: its key with escapes resolved, and the text of its value.
struct Member<'a> {
    key: String,
    value: &'a [u8],
}

/// Puts entries into the base, each in place of one under the same server. Entries come out in the
/// byte order of their keys, other keys at their places, all of it compact. Nothing where the base
/// is no Docker config, which its reader has reported.
#[must_use]
pub fn merge(base: &Confidential, additions: &[Entry<'_>]) -> Option<Confidential> {
    let members = members(base.expose())?;
    let kept = entries_of(&members)?;
    let kept = kept.iter().map(|member| Entry {
        server: &member.key,
        json: member.value,
    });
    // A repeated key means its last value, for Go as for everybody: it comes to stand first.
    let mut entries: Vec<_> = kept.chain(additions.iter().copied()).rev().collect();
    entries.sort_by(|a, b| a.server.cmp(b.server));
    entries.dedup_by(|later, first| later.server == first.server);
    let mut out = Vec::with_capacity(
        base.expose().len() + docker_config::auths_length(&entries) + r#"{"auths":,}"#.len(),
    );
    out.push(b'{');
    let mut written = false;
    for member in &members {
        if member.key != "auths" {
            next_key(&mut out, &member.key);
            push_compact(&mut out, member.value);
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
    let kept = entries_of(&members(base.expose())?)?;
    let mut servers: Vec<&str> = kept
        .iter()
        .map(|member| &*member.key)
        .chain(additions.iter().map(|entry| entry.server))
        .collect();
    servers.sort_unstable();
    servers.dedup();
    Some(docker_config::redacted(servers.into_iter()))
}

fn entries_of<'a>(members_of_base: &[Member<'a>]) -> Option<Vec<Member<'a>>> {
    let mut entries = Vec::new();
    for member in members_of_base {
        if member.key == "auths" && member.value != b"null" {
            entries.extend(members(member.value)?);
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

/// Copies a JSON text without the spaces between its parts.
fn push_compact(out: &mut Vec<u8>, json: &[u8]) {
    let mut at = 0;
    while at < json.len() {
        match json[at] {
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            b'"' => {
                let end = end_of_string(json, at);
                out.extend_from_slice(&json[at..end]);
                at = end;
            }
            byte => {
                out.push(byte);
                at += 1;
            }
        }
    }
}

/// The members of an object in their order; nothing where the text is no object. The text is
/// known to be JSON.
fn members(json: &[u8]) -> Option<Vec<Member<'_>>> {
    let json = json.trim_ascii().strip_prefix(b"{")?.strip_suffix(b"}")?;
    let mut members = Vec::new();
    let mut rest = json.trim_ascii_start();
    while !rest.is_empty() {
        let key_end = end_of_string(rest, 0);
        let key = serde_json::from_slice(&rest[..key_end]).ok()?;
        let value = rest[key_end..]
            .trim_ascii_start()
            .strip_prefix(b":")?
            .trim_ascii_start();
        let value_end = end_of_value(value);
        members.push(Member {
            key,
            value: value[..value_end].trim_ascii_end(),
        });
        rest = value[value_end..].trim_ascii_start();
        if let Some(after) = rest.strip_prefix(b",") {
            rest = after.trim_ascii_start();
        }
    }
    Some(members)
}

/// Where the text in quotes that starts at `start` ends.
fn end_of_string(json: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < json.len() {
        match json[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    json.len()
}

/// Where the value at the beginning ends: before the comma behind it, or at the end.
fn end_of_value(json: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < json.len() {
        match json[at] {
            b'"' => at = end_of_string(json, at) - 1,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' if depth == 0 => return at,
            _ => {}
        }
        at += 1;
    }
    json.len()
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
        let base = Confidential::new(br#"{"auths":{"b":{"auth":"YTpi"}},"x":"y"}"#.to_vec());
        let additions = [("a", "{}"), ("b", "{}")].map(|(server, json)| Entry {
            server,
            json: json.as_bytes(),
        });
        let content = redacted(&base, &additions).unwrap();
        assert_eq!(
            content.expose_text().unwrap(),
            r#"{"auths":{"a":{"auth":"<redacted>"},"b":{"auth":"<redacted>"}}}"#
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
