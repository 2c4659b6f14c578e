//! The picture in Mermaid's language, which Git forges draw.

use std::fmt::Write as _;

use crate::printable::printable;

use super::fold::Picture;
use super::gather::Kind;
use super::words::{grant_words, group_lines, secret_lines, short};

/// A text in double quotes. Mermaid has entities in place of escapes, and reads signs in a text as
/// Markdown, markup or its own words: all but what names are made of is an entity.
fn quoted(lines: &[String]) -> String {
    let mut quoted = String::from("\"");
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            quoted.push_str("<br/>");
        }
        for character in printable(&short(line)).chars() {
            match character {
                ' ' | '.' | '/' | '(' | ')' | ',' | '-' if !quoted.ends_with(['"', '>']) => {
                    quoted.push(character);
                }
                _ if character.is_alphanumeric() => quoted.push(character),
                _ => {
                    let _ = write!(quoted, "#{};", u32::from(character));
                }
            }
        }
    }
    quoted.push('"');
    quoted
}

fn one(text: &str) -> String {
    quoted(&[text.to_owned()])
}

/// The picture; ends in a newline.
#[must_use]
pub fn mermaid(picture: &Picture<'_>) -> String {
    let graph = picture.graph;
    let mut text = String::from("flowchart LR\n");
    for (number, node) in graph.nodes.iter().enumerate() {
        let _ = writeln!(text, "  r{number}[({})]", one(node.server));
    }
    for (number, secret) in graph.secrets.iter().enumerate() {
        let _ = writeln!(text, "  s{number}[{}]", quoted(&secret_lines(secret)));
    }
    for (number, group) in picture.groups.iter().enumerate() {
        let _ = writeln!(text, "  p{number}({})", quoted(&group_lines(group)));
    }
    if picture.has_everyone() {
        text.push_str("  everyone([\"every account of the cluster\"])\n");
    }
    for (number, secret) in graph.secrets.iter().enumerate() {
        for key in &secret.keys {
            let _ = writeln!(text, "  r{} --> s{number}", key.node);
        }
    }
    for (number, group) in picture.groups.iter().enumerate() {
        for (secret, accounts) in picture.links(group) {
            let _ = match accounts {
                None => writeln!(text, "  s{secret} --> p{number}"),
                Some(accounts) => {
                    writeln!(text, "  s{secret} -->|{}| p{number}", one(&accounts))
                }
            };
        }
    }
    for grant in &picture.grants {
        let from = match grant.puller {
            None => "everyone".to_owned(),
            Some(puller) => format!("p{puller}"),
        };
        let label = grant_words(grant);
        let _ = writeln!(text, "  {from} -.->|{}| p{}", one(&label), grant.images_in);
    }
    let dashed: Vec<_> = (graph.secrets.iter().enumerate())
        .filter(|(_, secret)| secret.kind == Kind::Existing)
        .map(|(number, _)| format!("s{number}"))
        .chain(
            (picture.groups.iter().enumerate())
                .filter(|(_, group)| group.unmanaged)
                .map(|(number, _)| format!("p{number}")),
        )
        .collect();
    if !dashed.is_empty() {
        text.push_str("  classDef foreign stroke-dasharray:4 3\n");
        let _ = writeln!(text, "  class {} foreign", dashed.join(","));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_entities() {
        for (text, expected) in [
            ("quay.io/acme", "quay.io/acme"),
            ("a\"]; click p0 call x()", "a#34;#93;#59; click p0 call x()"),
            ("`**x**`", "#96;#42;#42;x#42;#42;#96;"),
            ("- list", "#45; list"),
            ("<script>", "#60;script#62;"),
            ("a\n\u{202e}b", "a#92;n#92;u#123;202e#125;b"),
            ("https://a.io", "https#58;//a.io"),
            ("日本", "日本"),
        ] {
            assert_eq!(one(text), format!("\"{expected}\""));
        }
    }
}
