//! Names of registries, secrets, variables and files, none of which is given twice.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

/// Names that something has.
#[derive(Default)]
pub(super) struct Taken {
    names: HashSet<String>,
    /// By the name that was wanted, the number to try next: thousands may want the same.
    next: HashMap<String, usize>,
}

impl Taken {
    /// These names.
    pub(super) fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self {
            names: names.into_iter().collect(),
            next: HashMap::new(),
        }
    }

    /// A name that nothing has yet, and that is taken from now on: as wanted, or with a number
    /// behind.
    pub(super) fn free(&mut self, wanted: &str, joint: char) -> String {
        let number = self.next.entry(wanted.to_owned()).or_insert(1);
        loop {
            let name = match *number {
                1 => wanted.to_owned(),
                number => format!("{wanted}{joint}{number}"),
            };
            *number += 1;
            if self.names.insert(name.clone()) {
                return name;
            }
        }
    }
}

/// A name for the registry of a server.
pub(super) fn slug(server: &str) -> String {
    if server == "https://index.docker.io/v1/" || server == "docker.io" {
        return "docker-hub".to_owned();
    }
    let server = server.strip_prefix("https://").unwrap_or(server);
    let words: Vec<&str> = server
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    match words.is_empty() {
        true => "registry".to_owned(),
        false => words.join("-").to_ascii_lowercase(),
    }
}

/// A name as that of one file of the credentials' folder, whatever it holds: a manifest may call a
/// Secret `../../x`. What cannot stand in a Secret's name is written as `_` and two hexadecimal
/// digits, so that two names never meet.
pub(super) fn file_name(name: &str) -> String {
    let mut file = String::with_capacity(name.len());
    for byte in name.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || byte == b'-';
        if is_plain || byte == b'.' && !file.is_empty() {
            file.push(char::from(byte));
        } else {
            let _ = write!(file, "_{byte:02x}");
        }
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_once() {
        let mut taken = Taken::new(["a-3".to_owned()]);
        let given = ["a", "a", "a", "b", "a-2", "a", "a-2"].map(|wanted| taken.free(wanted, '-'));
        assert_eq!(given, ["a", "a-2", "a-4", "b", "a-2-2", "a-5", "a-2-3"]);
    }
}
