//! The content of pull secrets: a Docker config of several entries, its base64, and what stands in
//! its place where credentials must not be shown.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::credential::{Confidential, go_json};

/// What `--redact` writes in place of every credential. It never depends on what it replaces.
pub const REDACTED: &str = "<redacted>";

/// An entry of `auths`: its key, and its value as compact JSON.
#[derive(Clone, Copy)]
pub struct Entry<'a> {
    /// The server.
    pub server: &'a str,
    /// The JSON of the entry.
    pub json: &'a [u8],
}

/// The value of a redacted entry.
const REDACTED_ENTRY: &[u8] = br#"{"auth":"<redacted>"}"#;

/// `{"auths":{…}}` with the entries in the byte order of their keys, written the way Go's encoder
/// writes a map, since `kubectl create secret docker-registry` goes through it.
#[must_use]
pub fn of_entries(mut entries: Vec<Entry<'_>>) -> Confidential {
    entries.sort_by(|a, b| a.server.as_bytes().cmp(b.server.as_bytes()));
    let mut out = Vec::with_capacity(r#"{"auths":}"#.len() + auths_length(&entries));
    out.extend_from_slice(br#"{"auths":"#);
    push_auths(&mut out, &entries, Vec::extend_from_slice);
    out.push(b'}');
    Confidential::new(out)
}

/// How many bytes [`push_auths`] appends at most.
pub(super) fn auths_length(entries: &[Entry<'_>]) -> usize {
    2 + entries
        .iter()
        .map(|entry| go_json::string_length(entry.server) + entry.json.len() + 2)
        .sum::<usize>()
}

/// Appends `{…}`: the entries in the order in which they are given, values by `push_value`.
pub(super) fn push_auths(
    out: &mut Vec<u8>,
    entries: &[Entry<'_>],
    push_value: impl Fn(&mut Vec<u8>, &[u8]),
) {
    out.push(b'{');
    for (number, entry) in entries.iter().enumerate() {
        if number > 0 {
            out.push(b',');
        }
        go_json::push_string(out, entry.server);
        out.push(b':');
        push_value(out, entry.json);
    }
    out.push(b'}');
}

/// A Docker config that shows the servers and nothing of their credentials. It is JSON, so that
/// what reads the output for review reads this too.
#[must_use]
pub fn redacted<'a>(servers: impl Iterator<Item = &'a str>) -> Confidential {
    of_entries(
        servers
            .map(|server| Entry {
                server,
                json: REDACTED_ENTRY,
            })
            .collect(),
    )
}

/// Standard base64 with padding, as `data` of a Secret holds it.
#[must_use]
pub fn base64(content: &Confidential) -> Confidential {
    let bytes = content.expose();
    let length = base64::encoded_len(bytes.len(), true).unwrap_or(usize::MAX / 2);
    let mut out = vec![0; length];
    match STANDARD.encode_slice(bytes, &mut out) {
        Ok(written) => out.truncate(written),
        // The buffer has exactly the length that the encoder asks for.
        Err(_) => out.clear(),
    }
    Confidential::new(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(content: &Confidential) -> &str {
        content.expose_text().unwrap()
    }

    #[test]
    fn entries_stand_in_byte_order() {
        let config = of_entries(vec![
            Entry {
                server: "quay.io/b",
                json: br#"{"auth":"Mg=="}"#,
            },
            Entry {
                server: "Quay.io",
                json: br#"{"auth":"MQ=="}"#,
            },
            Entry {
                server: "quay.io",
                json: br#"{"auth":"Mw=="}"#,
            },
        ]);
        assert_eq!(
            text(&config),
            r#"{"auths":{"Quay.io":{"auth":"MQ=="},"quay.io":{"auth":"Mw=="},"quay.io/b":{"auth":"Mg=="}}}"#
        );
    }

    #[test]
    fn no_entry_is_an_empty_mapping() {
        assert_eq!(text(&of_entries(Vec::new())), r#"{"auths":{}}"#);
    }

    #[test]
    fn redaction_shows_servers_alone() {
        let config = redacted(["quay.io", "ghcr.io/a"].into_iter());
        assert_eq!(
            text(&config),
            r#"{"auths":{"ghcr.io/a":{"auth":"<redacted>"},"quay.io":{"auth":"<redacted>"}}}"#
        );
    }

    #[test]
    fn base64_is_padded() {
        assert_eq!(text(&base64(&Confidential::new(Vec::new()))), "");
        assert_eq!(text(&base64(&Confidential::new(b"{}".to_vec()))), "e30=");
        assert_eq!(
            text(&base64(&Confidential::new(b"~~~???".to_vec()))),
            "fn5+Pz8/"
        );
    }
}
