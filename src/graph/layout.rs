//! Where everything lies in a drawing: three columns of boxes, servers, pull secrets, projects.
//! All lengths are whole pixels, so that the same picture gives the same bytes everywhere.

use super::fold::{Group, Picture};
use super::words::{EVERYONE, note};

/// The border around everything.
pub(super) const MARGIN: i32 = 24;
/// Where columns start: below the title and their heads.
const TOP: i32 = 88;
/// Between boxes of one column.
const GAP: i32 = 12;
/// Between columns, where edges run.
const BETWEEN: i32 = 130;
/// The height of a line of a box.
pub(super) const LINE: i32 = 18;
/// Above and below the lines of a box.
const PADDING: i32 = 8;
/// Left and right of a box's text.
pub(super) const SIDE: i32 = 12;
/// So many characters of a name are shown.
pub(super) const LONGEST: usize = 38;
/// So many lines about grants are shown in a box.
const GRANTS: usize = 4;

/// A box.
#[derive(Clone, Debug)]
pub(super) struct Rectangle {
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    /// The lines of text, the first its name.
    pub(super) lines: Vec<Line>,
}

/// A line of a box.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) role: Role,
}

/// What a line says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Role {
    /// The name of the box.
    Name,
    /// What it is.
    Note,
    /// The accounts of the group's row of that number.
    Accounts(usize),
    /// What becomes of the group's secret of that number in `others`.
    Other(usize),
    /// Who may pull from it.
    Grant,
}

/// A drawing, laid out.
pub(super) struct Layout {
    pub(super) width: i32,
    pub(super) height: i32,
    pub(super) servers: Vec<Rectangle>,
    pub(super) secrets: Vec<Rectangle>,
    pub(super) groups: Vec<Rectangle>,
    pub(super) everyone: Option<Rectangle>,
}

impl Rectangle {
    fn new(lines: Vec<Line>) -> Self {
        let count = i32::try_from(lines.len()).unwrap_or(i32::MAX / LINE - 1);
        Self {
            x: 0,
            y: 0,
            width: 0,
            height: count * LINE + 2 * PADDING,
            lines,
        }
    }

    /// The middle of its sides.
    pub(super) fn middle(&self) -> i32 {
        self.y + self.height / 2
    }

    /// The base line of the text of a line.
    pub(super) fn base(&self, line: usize) -> i32 {
        let line = i32::try_from(line).unwrap_or_default();
        self.y + PADDING + line * LINE + 13
    }

    /// Where an edge to a line ends: at the middle where there is none.
    pub(super) fn at(&self, role: Role) -> i32 {
        let at = self.lines.iter().position(|line| line.role == role);
        at.map_or_else(|| self.middle(), |line| self.base(line) - 4)
    }

    fn right(&self) -> i32 {
        self.x + self.width
    }
}

/// How wide a text is, in characters of a font whose characters are all as wide.
fn columns(text: &str) -> i32 {
    let wide = |character: char| if u32::from(character) >= 0x1100 { 2 } else { 1 };
    text.chars().map(wide).sum()
}

/// A text that is cut where it is too long.
pub(super) fn clipped(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let mut cut: String = text.chars().take(LONGEST - 1).collect();
    cut.push('…');
    cut
}

fn line(text: impl Into<String>, role: Role) -> Line {
    Line {
        text: text.into(),
        role,
    }
}

fn group(picture: &Picture<'_>, number: usize, group: &Group<'_>) -> Rectangle {
    let mut lines = vec![line(group.label(), Role::Name)];
    lines.extend(group.names().map(|names| line(names, Role::Note)));
    if group.unmanaged {
        lines.push(line("not managed", Role::Note));
    }
    for (row, accounts) in group.rows.iter().enumerate() {
        if accounts.accounts.is_empty() {
            continue;
        }
        let names = accounts.accounts.join(", ");
        let text = match accounts.secrets.is_empty() && !group.unmanaged {
            true => format!("{names}: no secret"),
            false => names,
        };
        lines.push(line(text, Role::Accounts(row)));
    }
    for (number, (secret, words)) in group.others.iter().enumerate() {
        let name = picture.graph.secrets[*secret].name;
        lines.push(line(format!("{name}: {words}"), Role::Other(number)));
    }
    let grants: Vec<_> = (picture.grants.iter())
        .filter(|grant| grant.images_in == number)
        .collect();
    for grant in grants.iter().take(GRANTS) {
        let text = match grant.puller {
            None => format!("images for {EVERYONE}"),
            Some(puller) => {
                let puller = picture.groups[puller].label();
                format!("images for {puller}: {}", grant.pullers)
            }
        };
        lines.push(line(text, Role::Grant));
    }
    if grants.len() > GRANTS {
        let more = format!("and for {} more", grants.len() - GRANTS);
        lines.push(line(more, Role::Grant));
    }
    Rectangle::new(lines)
}

/// Puts boxes below each other in the order of `order`, each as near to its wish as the others let
/// it (least squares: boxes that meet move together).
fn place(boxes: &mut [Rectangle], order: &[usize], wishes: &[i32]) {
    // Runs of boxes that touch: the sum of where their starts would be, and how many.
    let mut runs: Vec<(i64, i64)> = Vec::new();
    let mut above = 0;
    for &number in order {
        let wish = i64::from(wishes[number] - boxes[number].height / 2 - above);
        above += boxes[number].height + GAP;
        let mut run = (wish, 1);
        while let Some(last) = runs.last().copied()
            && last.0 * run.1 >= run.0 * last.1
        {
            run = (run.0 + last.0, run.1 + last.1);
            runs.pop();
        }
        runs.push(run);
    }
    let mut order = order.iter();
    let mut above = 0;
    for (sum, count) in runs {
        let start = i32::try_from(sum.div_euclid(count)).unwrap_or(i32::MAX / 2);
        for &number in order.by_ref().take(usize::try_from(count).unwrap_or(0)) {
            boxes[number].y = start.max(TOP) + above;
            above += boxes[number].height + GAP;
        }
    }
}

fn mean(values: impl Iterator<Item = i32>, otherwise: i32) -> i32 {
    let (sum, count) = values.fold((0_i64, 0_i64), |(sum, count), value| {
        (sum + i64::from(value), count + 1)
    });
    match count {
        0 => otherwise,
        _ => i32::try_from(sum / count).unwrap_or(otherwise),
    }
}

fn sorted(wishes: &[i32]) -> Vec<usize> {
    let mut order: Vec<_> = (0..wishes.len()).collect();
    order.sort_by_key(|number| wishes[*number]);
    order
}

/// Gives a column its place and width; returns where the next one starts.
fn column(boxes: &mut [Rectangle], x: i32, least: i32) -> i32 {
    if boxes.is_empty() {
        return x;
    }
    let texts = boxes.iter().flat_map(|rectangle| &rectangle.lines);
    let widest = texts.map(|line| columns(&clipped(&line.text))).max();
    let width = (widest.unwrap_or_default() * 73 / 10 + 2 * SIDE).max(least);
    for rectangle in boxes {
        rectangle.x = x;
        rectangle.width = width;
    }
    x + width + BETWEEN
}

impl Layout {
    pub(super) fn new(picture: &Picture<'_>) -> Self {
        let graph = picture.graph;
        let servers = graph.nodes.iter().map(|node| {
            let mut lines = vec![line(node.server, Role::Name)];
            if node.token_service {
                lines.push(line("token service", Role::Note));
            }
            Rectangle::new(lines)
        });
        let mut servers: Vec<_> = servers.collect();
        let secrets = graph.secrets.iter().map(|secret| {
            let mut lines = vec![line(secret.name, Role::Name)];
            lines.extend(note(secret).map(|note| line(note, Role::Note)));
            Rectangle::new(lines)
        });
        let mut secrets: Vec<_> = secrets.collect();
        let groups = picture.groups.iter().enumerate();
        let mut groups: Vec<_> = groups
            .map(|(number, of)| group(picture, number, of))
            .collect();
        if picture.has_everyone() {
            groups.push(Rectangle::new(vec![line(EVERYONE, Role::Name)]));
        }

        let end = column(&mut servers, MARGIN, 120);
        let end = column(&mut secrets, end, 120);
        let end = column(&mut groups, end, 160) - BETWEEN;

        let written: Vec<_> = (0..groups.len()).collect();
        place(&mut groups, &written, &vec![TOP; written.len()]);
        let bottom = bottom(&groups);
        let mut links: Vec<Vec<(usize, Role)>> = vec![Vec::new(); secrets.len()];
        for (number, of) in picture.groups.iter().enumerate() {
            for (row, accounts) in of.rows.iter().enumerate() {
                for secret in accounts.secrets {
                    links[*secret].push((number, Role::Accounts(row)));
                }
            }
            for (other, (secret, _)) in of.others.iter().enumerate() {
                links[*secret].push((number, Role::Other(other)));
            }
        }
        let mut wishes: Vec<_> = (links.iter())
            .map(|links| {
                let ends = links.iter().map(|(number, role)| groups[*number].at(*role));
                mean(ends, bottom)
            })
            .collect();
        if let Some(global) = graph.global {
            wishes[global] = bottom;
        }
        place(&mut secrets, &sorted(&wishes), &wishes);
        // Where there are more secrets than projects, the projects come to them.
        let near: Vec<_> = (0..groups.len())
            .map(|number| match picture.groups.get(number) {
                Some(of) => {
                    let with = picture.secrets_of(of).into_iter();
                    mean(
                        with.map(|secret| secrets[secret].middle()),
                        groups[number].middle(),
                    )
                }
                // Behind all others, where it is written.
                None => bottom,
            })
            .collect();
        if secrets.len() > groups.len() {
            place(&mut groups, &written, &near);
        }
        let mut keys: Vec<Vec<usize>> = vec![Vec::new(); servers.len()];
        for (number, secret) in graph.secrets.iter().enumerate() {
            for key in &secret.keys {
                keys[key.node].push(number);
            }
        }
        let wishes: Vec<_> = (keys.iter())
            .map(|keys| mean(keys.iter().map(|secret| secrets[*secret].middle()), TOP))
            .collect();
        place(&mut servers, &sorted(&wishes), &wishes);

        let lowest = [&servers, &secrets, &groups].map(|boxes| self::bottom(boxes));
        let everyone = match picture.has_everyone() {
            true => groups.pop(),
            false => None,
        };
        Self {
            width: end
                + MARGIN
                + if picture.grants.is_empty() {
                    0
                } else {
                    BETWEEN
                },
            height: lowest.into_iter().max().unwrap_or(TOP) + 48,
            servers,
            secrets,
            groups,
            everyone,
        }
    }

    /// Where an edge leaves a box to the right.
    pub(super) fn right_of(rectangle: &Rectangle) -> (i32, i32) {
        (rectangle.right(), rectangle.middle())
    }
}

fn bottom(boxes: &[Rectangle]) -> i32 {
    let ends = boxes.iter().map(|rectangle| rectangle.y + rectangle.height);
    ends.max().unwrap_or(TOP)
}
