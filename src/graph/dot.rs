//! The picture in Graphviz's language.

use std::fmt::Write as _;

use crate::printable::printable;

use super::fold::Picture;
use super::gather::Kind;
use super::words::{grant_words, group_lines, secret_lines, short};

/// A text in double quotes, where a backslash starts an escape of labels.
fn quoted(text: &str) -> String {
    let text = short(text);
    let shown = printable(&text);
    let mut quoted = String::with_capacity(shown.len() + 2);
    quoted.push('"');
    for character in shown.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            // Labels know HTML's entities.
            '&' => quoted.push_str("&amp;"),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// Lines of a label, each quoted by itself.
fn lines(lines: &[String]) -> String {
    let lines: Vec<_> = lines
        .iter()
        .map(|line| {
            let line = quoted(line);
            line[1..line.len() - 1].to_owned()
        })
        .collect();
    format!("\"{}\"", lines.join("\\n"))
}

/// The picture; ends in a newline.
#[must_use]
pub fn dot(picture: &Picture<'_>) -> String {
    let mut text = String::new();
    let graph = picture.graph;
    let _ = writeln!(text, "digraph pullsecrets {{");
    let _ = writeln!(text, "  label={};", quoted(&picture.title()));
    text.push_str(
        "  labelloc=t;\n  rankdir=LR;\n  node [fontname=\"sans-serif\", fontsize=11];\n  edge [fontname=\"sans-serif\", fontsize=10, color=\"#6b7280\"];\n",
    );
    for (number, node) in graph.nodes.iter().enumerate() {
        let style = match node.token_service {
            true => "shape=cylinder, style=dashed",
            false => "shape=cylinder",
        };
        let _ = writeln!(
            text,
            "  r{number} [label={}, {style}];",
            quoted(node.server)
        );
    }
    for (number, secret) in graph.secrets.iter().enumerate() {
        let style = match secret.kind {
            Kind::Existing => "shape=note, style=dashed",
            _ => "shape=note",
        };
        let label = lines(&secret_lines(secret));
        let _ = writeln!(text, "  s{number} [label={label}, {style}];");
        for key in &secret.keys {
            let _ = writeln!(text, "  r{} -> s{number};", key.node);
        }
    }
    for (number, group) in picture.groups.iter().enumerate() {
        let style = match group.unmanaged {
            true => "shape=box, style=\"rounded,dashed\"",
            false => "shape=box, style=rounded",
        };
        let label = lines(&group_lines(group));
        let _ = writeln!(text, "  p{number} [label={label}, {style}];");
        for (secret, accounts) in picture.links(group) {
            match accounts {
                None => {
                    let _ = writeln!(text, "  s{secret} -> p{number};");
                }
                Some(accounts) => {
                    let _ = writeln!(
                        text,
                        "  s{secret} -> p{number} [label={}];",
                        quoted(&accounts)
                    );
                }
            }
        }
    }
    if picture.has_everyone() {
        text.push_str("  everyone [label=\"every account of the cluster\", shape=box, style=\"rounded,dotted\"];\n");
    }
    for grant in &picture.grants {
        let from = match grant.puller {
            None => "everyone".to_owned(),
            Some(puller) => format!("p{puller}"),
        };
        let label = grant_words(grant);
        let _ = writeln!(
            text,
            "  {from} -> p{} [label={}, style=dashed, constraint=false];",
            grant.images_in,
            quoted(&label)
        );
    }
    text.push_str("}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_backslashes_and_entities_are_text() {
        for (text, expected) in [
            ("quay.io/acme", "quay.io/acme"),
            ("a\"]; x [label=\"", "a\\\"]; x [label=\\\""),
            ("\\N", "\\\\N"),
            ("&lt;", "&amp;lt;"),
            ("a\nb", "a\\\\nb"),
            // Graphviz gives up on texts over 16,384 bytes.
            (&"é".repeat(20_000), &format!("{}…", "é".repeat(200))),
        ] {
            assert_eq!(quoted(text), format!("\"{expected}\""));
        }
    }
}
