//! Patterns of `.gitignore`: `*`, `?`, `[…]`, `\\` and `**`. They are matched as they stand: to compile
//! each line of a long list would take seconds and gigabytes.

/// Whether a pattern matches the name of a file or folder.
pub(super) fn matches_name(pattern: &[u8], name: &[u8]) -> bool {
    let mut rest = (pattern, name);
    // Behind the last `*`: what follows it, and the name from where it may end next.
    let mut star: Option<(&[u8], &[u8])> = None;
    loop {
        rest = match rest {
            ([], []) => return true,
            ([b'*', behind @ ..], name) => {
                star = Some((behind, name));
                (behind, name)
            }
            (pattern, [byte, name @ ..]) if let Some(behind) = one(pattern, *byte) => {
                (behind, name)
            }
            _ => match star {
                Some((behind, [_, name @ ..])) => {
                    star = Some((behind, name));
                    (behind, name)
                }
                _ => return false,
            },
        };
    }
}

/// Whether a pattern matches a path, part by part; `**` is any number of parts.
pub(super) fn matches_path(pattern: &[u8], path: &[u8]) -> bool {
    let slash = |byte: &u8| *byte == b'/';
    let patterns: Vec<&[u8]> = pattern.split(slash).collect();
    let names: Vec<&[u8]> = path.split(slash).collect();
    let is_any = |at: usize| patterns.get(at).is_some_and(|part| *part == b"**");
    let (mut at, mut name) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        let part = patterns.get(at).copied();
        match (part, names.get(name)) {
            (None, None) => return true,
            // At the end it stands for what is in a folder, not for the folder.
            (Some(b"**"), Some(_)) if at + 1 == patterns.len() => return true,
            (Some(b"**"), Some(_)) => {
                star = Some((at + 1, name));
                at += 1;
            }
            (Some(part), Some(found)) if !is_any(at) && matches_name(part, found) => {
                at += 1;
                name += 1;
            }
            _ => match star {
                Some((behind, from)) if from + 1 < names.len() => {
                    star = Some((behind, from + 1));
                    (at, name) = (behind, from + 1);
                }
                _ => return false,
            },
        }
    }
}

/// What follows the first part of a pattern, where that part takes this byte.
fn one(pattern: &[u8], byte: u8) -> Option<&[u8]> {
    match pattern {
        [b'?', behind @ ..] => Some(behind),
        [b'[', class @ ..] => {
            let (takes, behind) = in_class(class, byte)?;
            takes.then_some(behind)
        }
        [b'\\', escaped, behind @ ..] => (*escaped == byte).then_some(behind),
        [b'\\'] | [] => None,
        [plain, behind @ ..] => (*plain == byte).then_some(behind),
    }
}

/// Whether a class, written behind its `[`, has a byte, and what follows the class; nothing where
/// it has no end.
fn in_class(class: &[u8], byte: u8) -> Option<(bool, &[u8])> {
    let (is_negated, mut rest) = match class {
        [b'!' | b'^', rest @ ..] => (true, rest),
        _ => (false, class),
    };
    let mut has = false;
    let mut is_first = true;
    loop {
        let (low, behind) = match rest {
            [b']', behind @ ..] if !is_first => return Some((has != is_negated, behind)),
            // `[:alpha:]` and its like are rare, and no rule is made of them.
            [b'[', b':', ..] => return None,
            [b'\\', escaped, behind @ ..] => (*escaped, behind),
            [plain, behind @ ..] => (*plain, behind),
            [] => return None,
        };
        is_first = false;
        let (high, behind) = match behind {
            [b'-', b'\\', escaped, behind @ ..] => (*escaped, behind),
            [b'-', high, behind @ ..] if *high != b']' => (*high, behind),
            _ => (low, behind),
        };
        has |= (low..=high).contains(&byte);
        rest = behind;
    }
}
