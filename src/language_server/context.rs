//! Which names are expected at a place of a text that need not parse: while somebody types, it
//! rarely does. Only lines and their indentation are looked at.

use super::text::Text;

/// The names that are expected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Expected {
    /// `registries` and `secrets`.
    PullSecrets,
    /// `registries` alone.
    Registries,
    /// `profiles`.
    Profiles,
    /// `projects`.
    Projects,
}

/// How many lines are looked at: a part that is longer lies below keys that are far above.
const MOST_LINES: usize = 200_000;

/// The names that are expected at a byte, and where the word starts that is being typed there.
pub(super) fn at(text: &Text, offset: usize) -> Option<(Expected, usize)> {
    let (number, start) = text.line_of(offset);
    let before = text.as_str().get(start..offset)?;
    let line = Line::read(before);
    if line.is_comment || line.in_quotes {
        return None;
    }
    let typed = before
        .rfind([' ', '\t', '[', '{', ','])
        .map_or(0, |at| at + 1);
    let word = start + typed;
    // A key that is being typed, or a value without a space after its colon, names nothing.
    let word_text = &before[typed..];
    if word_text.contains([':', '#', '"', '\'']) {
        return None;
    }
    let mut path: Vec<&str> = line.keys;
    let mut column = line.column;
    let mut dashed = line.dashes;
    for above in (number.saturating_sub(MOST_LINES)..number).rev() {
        if column == 0 && dashed.is_empty() {
            break;
        }
        let above = Line::read(text.line(above));
        if above.is_comment || above.is_empty {
            continue;
        }
        // An item's dash may stand as far left as the key of its list.
        let limit = dashed.first().copied();
        let is_parent = match limit {
            Some(dash) => {
                above.first_column < dash || (above.first_column == dash && above.dashes.is_empty())
            }
            None => above.first_column < column,
        };
        if !is_parent {
            continue;
        }
        if above.column < column || limit.is_some() && above.dashes.is_empty() {
            let mut keys = above.keys;
            keys.extend(path);
            path = keys;
        }
        column = above.first_column;
        dashed = above.dashes;
    }
    Some((expected(&path)?, word))
}

/// What the value of a path of keys names.
fn expected(path: &[&str]) -> Option<Expected> {
    match path {
        ["projects" | "profiles", _, rest @ ..] => match rest {
            ["pullSecrets"]
            | ["serviceAccounts", _, "pull" | "mount"]
            | ["workflows", "pullSecrets"] => Some(Expected::PullSecrets),
            ["use"] => Some(Expected::Profiles),
            _ => None,
        },
        ["defaults", "use"] => Some(Expected::Profiles),
        ["secrets", _, "registries"] | ["cluster", "globalPullSecret", "registries"] => {
            Some(Expected::Registries)
        }
        ["grants", "imagesIn" | "pullers"] => Some(Expected::Projects),
        _ => None,
    }
}

/// What there is to know of a line, or of the part of it in front of the cursor.
struct Line<'t> {
    is_empty: bool,
    is_comment: bool,
    /// Whether it ends inside of quotes.
    in_quotes: bool,
    /// The column of its first character.
    first_column: usize,
    /// The column of what stands after its dashes.
    column: usize,
    /// The columns of the dashes at its start.
    dashes: Vec<usize>,
    /// The keys whose values are open at its end, outermost first.
    keys: Vec<&'t str>,
}

impl<'t> Line<'t> {
    fn read(line: &'t str) -> Self {
        let content = line.trim_start_matches(' ');
        let first_column = line.len() - content.len();
        let mut column = first_column;
        let mut dashes = Vec::new();
        let mut rest = content;
        while let Some(item) = rest
            .strip_prefix('-')
            .filter(|item| item.is_empty() || item.starts_with(' '))
        {
            dashes.push(column);
            let trimmed = item.trim_start_matches(' ');
            column += 1 + item.len() - trimmed.len();
            rest = trimmed;
        }
        let mut read = Self {
            is_empty: content.trim().is_empty(),
            is_comment: content.starts_with('#'),
            in_quotes: false,
            first_column,
            column,
            dashes,
            keys: Vec::new(),
        };
        read.keys(rest);
        read
    }

    /// Follows brackets, quotes and colons up to the end.
    fn keys(&mut self, content: &'t str) {
        // One entry an open collection: its key, once that is read.
        let mut open: Vec<Option<&'t str>> = vec![None];
        let mut quote: Option<char> = None;
        let mut from = 0;
        let mut before = ' ';
        for (at, character) in content.char_indices() {
            let after = content[at + character.len_utf8()..].chars().next();
            let starts = content[from..at].trim().is_empty();
            match (quote, character) {
                (Some(open_quote), _) if character == open_quote => quote = None,
                (Some(_), _) => {}
                (None, '"' | '\'') if starts => quote = Some(character),
                (None, '#') if before == ' ' => {
                    self.is_comment = true;
                    break;
                }
                (None, '{' | '[') if starts => {
                    open.push(None);
                    from = at + 1;
                }
                (None, '}' | ']') if open.len() > 1 => {
                    open.pop();
                    from = at + 1;
                }
                (None, ',') if open.len() > 1 => {
                    if let Some(key) = open.last_mut() {
                        *key = None;
                    }
                    from = at + 1;
                }
                (None, ':') if after.is_none_or(|after| after == ' ') => {
                    if let Some(key) = open.last_mut() {
                        *key = Some(content[from..at].trim().trim_matches(['"', '\'']));
                    }
                    from = at + 1;
                }
                _ => {}
            }
            before = character;
        }
        self.in_quotes = quote.is_some();
        self.keys = open.into_iter().flatten().collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Option<Expected> {
        let offset = text.find('|').unwrap();
        let text = Text::new(text.replacen('|', "", 1));
        at(&text, offset).map(|(expected, _)| expected)
    }

    #[test]
    fn names_are_expected_where_they_stand() {
        use Expected::{Profiles, Projects, PullSecrets, Registries};
        for (text, expected) in [
            ("projects:\n  a:\n    pullSecrets: [qu|", PullSecrets),
            ("projects:\n  a:\n    pullSecrets: [quay, |]\n", PullSecrets),
            ("projects:\n  a:\n    pullSecrets:\n    - q|\n", PullSecrets),
            (
                "projects:\n  a:\n    pullSecrets:\n      - a\n      - |\n",
                PullSecrets,
            ),
            (
                "projects:\n  a:\n    pullSecrets: [\n      quay,\n      |\n",
                PullSecrets,
            ),
            ("projects: {a: {pullSecrets: [|", PullSecrets),
            (
                "projects:\n  b: {}\n  a:\n    use: []\n    serviceAccounts:\n      default: {pull: [|",
                PullSecrets,
            ),
            (
                "profiles:\n  a:\n    serviceAccounts:\n      x:\n        mount: [a, b|]",
                PullSecrets,
            ),
            (
                "projects:\n  a:\n    workflows:\n      - kind: Workflow\n        pullSecrets: [|]",
                PullSecrets,
            ),
            (
                "projects:\n  a:\n    workflows:\n    - kind: Workflow\n      pullSecrets:\n      - |",
                PullSecrets,
            ),
            ("secrets:\n  all: {registries: [|]}", Registries),
            (
                "cluster:\n  globalPullSecret:\n    base: {file: a}\n    registries: [|]",
                Registries,
            ),
            ("defaults: {use: [|]}", Profiles),
            ("projects:\n  a:\n    use: [x, |", Profiles),
            ("grants:\n  - imagesIn: pro|", Projects),
            (
                "grants:\n- imagesIn: a\n  # why\n\n  pullers: [b/default, |",
                Projects,
            ),
            (
                "grants:\n- imagesIn: a\n  pullers:\n  - b/x\n  - |",
                Projects,
            ),
        ] {
            assert_eq!(names(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn elsewhere_none_are() {
        for text in [
            "projects:\n  a:\n    pull|",
            "projects:\n  a:\n    # pullSecrets: [|",
            "registries:\n  quay:\n    password: |",
            "registries:\n  quay:\n    username: pullSecrets: |",
            "projects:\n  a:\n    pullSecrets: [\"qu|",
            "projects:\n  a:\n    pullSecrets: []\n    create: |",
            "|",
        ] {
            assert_eq!(names(text), None, "{text}");
        }
    }
}
