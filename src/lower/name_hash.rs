//! Names that carry a hash of what they name, as `kubectl create --append-hash` and Kustomize's
//! generators make them: the first ten hexadecimal digits of a SHA-256, five of them replaced by
//! letters so that no vowel or misleading digit makes a word.

use std::fmt::Write as _;

use aws_lc_rs::digest::{Context, SHA256};

use crate::credential::go_json;

/// How many characters a hash has in a name.
pub const LENGTH: usize = 10;

/// The characters of a hash.
const ALPHABET: &[u8] = b"2456789bcdfghkmt";

/// What is hashed, fed piece by piece.
pub struct Hasher(Context);

impl Hasher {
    /// An empty one.
    #[must_use]
    pub fn new() -> Self {
        Self(Context::new(&SHA256))
    }

    /// Takes bytes in.
    pub fn update(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    /// The ten characters.
    #[must_use]
    pub fn finish(self) -> String {
        let digest = self.0.finish();
        let mut hex = String::with_capacity(LENGTH);
        for byte in &digest.as_ref()[..LENGTH / 2] {
            // Writing to a String cannot fail.
            let _ = write!(hex, "{byte:02x}");
        }
        hex.chars()
            .map(|digit| match digit {
                '0' => 'g',
                '1' => 'h',
                '3' => 'k',
                'a' => 'm',
                'e' => 't',
                other => other,
            })
            .collect()
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

/// The hash of a pull secret: of the JSON of data, kind, name and type, in this order and as Go
/// writes it, since kubectl hashes that text.
#[must_use]
pub fn of_secret(name: &str, docker_config_base64: &str) -> String {
    let mut hasher = Hasher::new();
    hasher.update(br#"{"data":{".dockerconfigjson":""#);
    hasher.update(docker_config_base64.as_bytes());
    hasher.update(br#""},"kind":"Secret","name":"#);
    let mut quoted = Vec::with_capacity(go_json::string_length(name));
    go_json::push_string(&mut quoted, name);
    hasher.update(&quoted);
    hasher.update(br#","type":"kubernetes.io/dockerconfigjson"}"#);
    hasher.finish()
}

/// What stands in the place of a hash that is not known.
pub const UNKNOWN: char = '…';

/// What stands before the hash of a name and its dash; nothing where it ends with none.
#[must_use]
pub fn without(name: &str) -> Option<&str> {
    start(name)?.strip_suffix('-')
}

/// A name without the hash at its end; nothing where it ends with none.
#[must_use]
pub fn start(name: &str) -> Option<&str> {
    let (start, hash) = name.split_at_checked(name.len().checked_sub(LENGTH)?)?;
    let is_hash = hash.bytes().all(|byte| ALPHABET.contains(&byte));
    is_hash.then_some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Recorded from `kubectl create secret docker-registry x --append-hash
    /// --docker-server=quay.io --docker-username=a --docker-password=c`.
    #[test]
    fn is_what_kubectl_appends() {
        let data = "eyJhdXRocyI6eyJxdWF5LmlvIjp7InVzZXJuYW1lIjoiYSIsInBhc3N3b3JkIjoiYyIsImF1dGgiOiJZVHBqIn19fQ==";
        assert_eq!(of_secret("x", data), "g5c9m22c8g");
    }

    #[test]
    fn is_known_by_its_form() {
        for number in 0..200_u32 {
            let hash = of_secret("x", &number.to_string());
            assert_eq!(without(&format!("a-b-{hash}")), Some("a-b"));
        }
        for name in [
            "x",
            "x-",
            "g5c9m22c8g",
            "x-g5c9m22c8",
            "x-g5c9m22c8g2",
            "x-g5c9m22c8a",
        ] {
            assert_eq!(without(name), None, "{name}");
        }
    }

    #[test]
    fn depends_on_name_and_data() {
        assert_ne!(of_secret("x", "e30="), of_secret("y", "e30="));
        assert_ne!(of_secret("x", "e30="), of_secret("x", "e31="));
    }
}
