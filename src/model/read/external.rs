//! `external`: a credential that the cluster fetches.

use crate::finding::catalogue;
use crate::model::{External, ExternalSource, Generator, RemoteKey, Store, Text};

use super::Reader;
use super::fields::Field;
use super::value::in_order;

const STORES: [(&str, bool); 2] = [("SecretStore", false), ("ClusterSecretStore", true)];

const GENERATORS: [(&str, &str); 4] = [
    ("ECRAuthorizationToken", "ECRAuthorizationToken"),
    ("GCRAccessToken", "GCRAccessToken"),
    ("ACRAccessToken", "ACRAccessToken"),
    ("QuayAccessToken", "QuayAccessToken"),
];

impl<'t> Reader<'t> {
    /// `external` of a registry.
    pub fn external(&mut self, field: Field<'t>) -> Option<External<'t>> {
        let (part, [store, username, password, generator, refresh]) = self.fields(
            field,
            "`external`",
            &[
                "store",
                "username",
                "password",
                "generator",
                "refreshInterval",
            ],
        )?;
        let refresh_interval = self.optional(refresh, Self::duration);
        let source = match generator {
            Some(generator) => {
                let read = self.generator(generator);
                let mut is_alone = true;
                for other in [store, username, password].into_iter().flatten() {
                    let (first, second) = in_order(generator, other);
                    let finding = catalogue::CREDENTIAL_SOURCE
                        .at(
                            second.key.span,
                            format!(
                                "`{}` and `generator` are two sources of one credential",
                                other.key.value
                            ),
                        )
                        .also(first.key.span, "the other source")
                        .help("keep `generator` alone, or `store` with `username` and `password`");
                    self.report(finding);
                    is_alone = false;
                }
                read.filter(|_| is_alone).map(ExternalSource::Generator)
            }
            None if store.is_none() && username.is_none() && password.is_none() => {
                self.no_source(
                    &part,
                    "`external` does not say where the cluster finds the credential",
                    "add `store: {name: NAME}` with `username: {key: KEY}` and `password: {key: KEY}`, or `generator: {kind: KIND, name: NAME}`",
                );
                None
            }
            None => {
                let store =
                    self.required(&part, store, "store", "store: {name: NAME}", Self::store);
                let username = self.required(
                    &part,
                    username,
                    "username",
                    "username: {key: KEY}",
                    Self::remote_key,
                );
                let password = self.required(
                    &part,
                    password,
                    "password",
                    "password: {key: KEY}",
                    Self::remote_key,
                );
                match (store, username, password) {
                    (Some(store), Some(username), Some(password)) => Some(ExternalSource::Store {
                        store,
                        username,
                        password,
                    }),
                    _ => None,
                }
            }
        };
        Some(External {
            span: part.span,
            source: source?,
            refresh_interval: refresh_interval?,
        })
        .filter(|_| part.is_sound())
    }

    fn store(&mut self, field: Field<'t>) -> Option<Store<'t>> {
        let (part, [name, kind]) = self.fields(field, "`store`", &["name", "kind"])?;
        let name = self.required(&part, name, "name", "name: NAME", Self::filled);
        let cluster = self.optional(kind, |reader, kind| reader.choice(kind, &STORES));
        Some(Store {
            name: name?,
            cluster: cluster?,
        })
        .filter(|_| part.is_sound())
    }

    fn remote_key(&mut self, field: Field<'t>) -> Option<RemoteKey<'t>> {
        let (part, [key, property, version]) =
            self.fields(field, "a key of a store", &["key", "property", "version"])?;
        let key = self.required(&part, key, "key", "key: KEY", Self::filled);
        let property = self.optional(property, Self::filled);
        let version = self.optional(version, Self::filled);
        Some(RemoteKey {
            key: key?,
            property: property?,
            version: version?,
        })
        .filter(|_| part.is_sound())
    }

    fn generator(&mut self, field: Field<'t>) -> Option<Generator<'t>> {
        let (part, [kind, name]) = self.fields(field, "`generator`", &["kind", "name"])?;
        let kind = self.required(
            &part,
            kind,
            "kind",
            "kind: ECRAuthorizationToken",
            |reader, kind| reader.choice(kind, &GENERATORS),
        );
        let name = self.required(&part, name, "name", "name: NAME", Self::filled);
        Some(Generator {
            kind: kind?,
            name: name?,
        })
        .filter(|_| part.is_sound())
    }

    /// A duration as Go writes it, which is how the operator reads it.
    fn duration(&mut self, field: Field<'t>) -> Option<Text<'t>> {
        let text = self.text(field)?;
        if is_duration(text.value) {
            return Some(text);
        }
        self.wrong_type(
            field,
            "a duration",
            Some("write a number and its unit, as `30m`, `1h` or `1h30m`"),
        );
        None
    }
}

/// `0`, or numbers with the units ns, us, µs, ms, s, m and h.
fn is_duration(text: &str) -> bool {
    if text == "0" {
        return true;
    }
    let mut rest = text;
    while !rest.is_empty() {
        let whole = digits(rest);
        let Some(after) = rest.get(whole..).filter(|_| (1..=9).contains(&whole)) else {
            return false;
        };
        let after = match after.strip_prefix('.') {
            None => after,
            Some(fraction) => match digits(fraction) {
                count @ 1..=9 => &fraction[count..],
                _ => return false,
            },
        };
        let unit = ["ns", "us", "µs", "μs", "ms", "s", "m", "h"]
            .iter()
            .find_map(|unit| after.strip_prefix(unit));
        match unit {
            Some(after) => rest = after,
            None => return false,
        }
    }
    !text.is_empty()
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::is_duration;

    #[test]
    fn durations_are_those_of_go() {
        for text in ["0", "1h", "1h30m", "1.5h", "500ms", "10us", "10µs"] {
            assert!(is_duration(text), "{text}");
        }
        for text in ["", "1", "h", "1d", "1h 30m", "-1h", ".5h", "1.h", "1h30"] {
            assert!(!is_duration(text), "{text}");
        }
    }
}
