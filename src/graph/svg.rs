//! The picture as SVG: one file that needs no program to draw it, in light and dark.

use std::fmt::Write as _;

use crate::printable;

use super::fold::Picture;
use super::layout::{Layout, MARGIN, Rectangle, Role, SIDE, clipped};
use super::words::EVERYONE;

/// Colours, by what the reader's system prefers. Every class starts with `ps-`, so that the
/// drawing can stand in a page.
const STYLE: &str = include_str!("page/picture.css");

/// How many colours edges have.
const COLOURS: usize = 8;

/// A text as content of an element or value of an attribute.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            // XML has no place for these, however they are written.
            '\u{fffe}' | '\u{ffff}' => safe.extend(character.escape_unicode()),
            _ => printable::push(&mut safe, character),
        }
    }
    safe
}

/// The picture; ends in a newline.
#[must_use]
pub fn svg(picture: &Picture<'_>) -> String {
    let layout = Layout::new(picture);
    let (width, height) = (layout.width, layout.height);
    let mut text = String::new();
    let _ = writeln!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"ps-picture\" role=\"img\" aria-labelledby=\"ps-title ps-description\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">"
    );
    let title = escaped(&picture.title());
    let _ = writeln!(text, "<title id=\"ps-title\">{title}</title>");
    let _ = writeln!(
        text,
        "<desc id=\"ps-description\">{}</desc>",
        escaped(&description(picture))
    );
    let _ = writeln!(text, "<style>\n{STYLE}</style>");
    text.push_str("<defs><marker id=\"ps-arrow\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path class=\"ps-head\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n");
    let _ = writeln!(
        text,
        "<rect class=\"ps-ground\" width=\"{width}\" height=\"{height}\"/>\n<text class=\"ps-heading\" x=\"{MARGIN}\" y=\"40\">{title}</text>"
    );
    let heads = [
        (&layout.servers, "registries"),
        (&layout.secrets, "pull secrets"),
        (&layout.groups, "projects"),
    ];
    for (boxes, head) in heads {
        if let Some(first) = boxes.first() {
            let _ = writeln!(
                text,
                "<text class=\"ps-column\" x=\"{}\" y=\"72\">{head}</text>",
                first.x
            );
        }
    }
    edges(&mut text, picture, &layout);
    grants(&mut text, picture, &layout);
    for (node, rectangle) in picture.graph.nodes.iter().zip(&layout.servers) {
        draw(&mut text, rectangle, "ps-server", node.token_service, None);
    }
    for (number, rectangle) in layout.secrets.iter().enumerate() {
        let foreign = picture.graph.secrets[number].kind == super::Kind::Existing;
        let colour = Some(number % COLOURS);
        draw(&mut text, rectangle, "ps-secret", foreign, colour);
    }
    for (group, rectangle) in picture.groups.iter().zip(&layout.groups) {
        draw(&mut text, rectangle, "ps-project", group.unmanaged, None);
    }
    if let Some(rectangle) = &layout.everyone {
        draw(&mut text, rectangle, "ps-project", true, None);
    }
    let legend = match picture.grants.is_empty() {
        true => "lines: credentials, from the registry to what pulls with them",
        false => {
            "lines: credentials; dashed arrows: may pull images of that project from the integrated registry"
        }
    };
    let _ = writeln!(
        text,
        "<text class=\"ps-note\" x=\"{MARGIN}\" y=\"{}\">{legend}</text>\n</svg>",
        height - 16
    );
    text
}

fn description(picture: &Picture<'_>) -> String {
    let graph = picture.graph;
    let count = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        _ => format!("{count} {many}"),
    };
    format!(
        "{}, {}, {}, {} between projects.",
        count(graph.nodes.len(), "registry", "registries"),
        count(graph.secrets.len(), "pull secret", "pull secrets"),
        count(graph.projects.len(), "project", "projects"),
        count(picture.grants.len(), "grant", "grants"),
    )
}

/// A curve from the right of a box to the left of another.
fn curve(text: &mut String, from: (i32, i32), to: (i32, i32), colour: usize) {
    let ((x, y), (end_x, end_y)) = (from, to);
    let half = (end_x - x) / 2;
    let _ = writeln!(
        text,
        "<path class=\"ps-edge ps-c{colour}\" d=\"M{x} {y}C{} {y} {} {end_y} {end_x} {end_y}\"/>",
        x + half,
        end_x - half
    );
}

fn edges(text: &mut String, picture: &Picture<'_>, layout: &Layout) {
    for (number, secret) in picture.graph.secrets.iter().enumerate() {
        let to = &layout.secrets[number];
        for key in &secret.keys {
            let from = Layout::right_of(&layout.servers[key.node]);
            curve(text, from, (to.x, to.middle()), number % COLOURS);
        }
    }
    for (group, to) in picture.groups.iter().zip(&layout.groups) {
        for (row, accounts) in group.rows.iter().enumerate() {
            for secret in accounts.secrets {
                let from = Layout::right_of(&layout.secrets[*secret]);
                curve(
                    text,
                    from,
                    (to.x, to.at(Role::Accounts(row))),
                    secret % COLOURS,
                );
            }
        }
        for (number, (secret, _)) in group.others.iter().enumerate() {
            let from = Layout::right_of(&layout.secrets[*secret]);
            curve(
                text,
                from,
                (to.x, to.at(Role::Other(number))),
                secret % COLOURS,
            );
        }
    }
}

fn grants(text: &mut String, picture: &Picture<'_>, layout: &Layout) {
    for grant in &picture.grants {
        let to = &layout.groups[grant.images_in];
        let (from, who) = match grant.puller {
            Some(puller) => (Some(&layout.groups[puller]), picture.groups[puller].label()),
            None => (layout.everyone.as_ref(), EVERYONE.to_owned()),
        };
        let Some(from) = from else { continue };
        let (x, y) = Layout::right_of(from);
        let (end_x, end_y) = Layout::right_of(to);
        // A grant inside a group leaves above the middle and comes back below it.
        let (y, end_y) = match grant.puller == Some(grant.images_in) {
            true => (y - 7, end_y + 7),
            false => (y - 4, end_y + 4),
        };
        let out = 40 + ((end_y - y).abs() / 5).min(70);
        let _ = writeln!(
            text,
            "<path class=\"ps-grant\" marker-end=\"url(#ps-arrow)\" d=\"M{x} {y}C{} {y} {} {end_y} {end_x} {end_y}\"><title>{}</title></path>",
            x + out,
            end_x + out,
            escaped(&format!(
                "{who} may pull images of {} ({})",
                picture.groups[grant.images_in].label(),
                grant.pullers
            ))
        );
    }
}

fn draw(
    text: &mut String,
    rectangle: &Rectangle,
    class: &str,
    dashed: bool,
    colour: Option<usize>,
) {
    let dashed = if dashed { " ps-foreign" } else { "" };
    let colour = colour.map_or_else(String::new, |colour| format!(" ps-c{colour}"));
    let Rectangle {
        x,
        y,
        width,
        height,
        ..
    } = rectangle;
    let whole: Vec<_> = rectangle
        .lines
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    let _ = writeln!(
        text,
        "<g><title>{}</title><rect class=\"ps-box {class}{dashed}{colour}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>",
        escaped(&whole.join(" · "))
    );
    for (number, line) in rectangle.lines.iter().enumerate() {
        let class = match line.role {
            Role::Name => "ps-name",
            Role::Note | Role::Accounts(_) | Role::Other(_) => "ps-note",
            Role::Grant => "ps-note ps-granted",
        };
        let _ = writeln!(
            text,
            "<text class=\"{class}\" x=\"{}\" y=\"{}\">{}</text>",
            x + SIDE,
            rectangle.base(number),
            escaped(&clipped(&printable::printable(&line.text)))
        );
    }
    text.push_str("</g>\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text() {
        for (text, expected) in [
            ("a<b>&\"'", "a&lt;b&gt;&amp;&quot;&#39;"),
            ("]]>", "]]&gt;"),
            ("\u{0}\u{202e}\u{fffe}", "\\u{0}\\u{202e}\\u{fffe}"),
            ("é 日本", "é 日本"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }
}
