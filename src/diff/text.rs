//! Differences for people.

use std::fmt::Write;

use crate::printable::printable;

use super::{Change, Diff, Difference, Key, What};

/// One line an object, one a difference below it, and a count; ends in a newline.
#[must_use]
pub fn text(diff: &Diff) -> String {
    let mut out = String::new();
    let (mut added, mut changed, mut removed) = (0, 0, 0);
    for (key, change) in &diff.objects {
        let (sign, differences) = match change {
            Change::Added => {
                added += 1;
                ('+', &[][..])
            }
            Change::Removed => {
                removed += 1;
                ('-', &[][..])
            }
            Change::Changed(differences) => {
                changed += 1;
                ('~', differences.as_slice())
            }
        };
        line(&mut out, format_args!("{sign} {}", object(key)));
        for difference in differences {
            line(&mut out, format_args!("    {}", words(difference)));
            if let Some(note) = &difference.note {
                line(&mut out, format_args!("      {note}"));
            }
        }
    }
    for (key, why) in &diff.not_compared {
        line(&mut out, format_args!("? {}: {why}", object(key)));
    }
    for kind in &diff.not_given {
        line(
            &mut out,
            format_args!("? {kind}: none was given, so each counts as added"),
        );
    }
    let summary = match diff.objects.len() {
        0 if diff.not_compared.is_empty() => "no difference".to_owned(),
        0 => "no difference in what was compared".to_owned(),
        _ => format!("{added} added, {changed} changed, {removed} removed"),
    };
    let not_compared = match diff.not_compared.len() {
        0 => String::new(),
        count => format!("; {count} not compared"),
    };
    let same = diff.same;
    line(
        &mut out,
        format_args!("{summary}{not_compared}; {same} the same"),
    );
    out
}

fn line(out: &mut String, words: std::fmt::Arguments<'_>) {
    out.push_str(&printable(&words.to_string()));
    out.push('\n');
}

fn object(key: &Key) -> String {
    let mut out = key.kind.clone();
    out.push(' ');
    if !key.namespace.is_empty() {
        let _ = write!(out, "{}/", key.namespace);
    }
    out.push_str(&key.name);
    out
}

fn words(difference: &Difference) -> String {
    let what = match &difference.what {
        What::Added(None) => "added".to_owned(),
        What::Added(Some(value)) => format!("added, `{value}`"),
        What::Removed(None) => "removed".to_owned(),
        What::Removed(Some(value)) => format!("removed, it was `{value}`"),
        What::Changed(None) => "changed".to_owned(),
        What::Changed(Some((old, new))) => format!("`{old}` becomes `{new}`"),
        What::Part(part, what) => format!("{part} {what}"),
        What::SealedAnew => "sealed anew".to_owned(),
        What::Reordered => "in another order".to_owned(),
    };
    match &difference.entry {
        Some(entry) if difference.field.starts_with("data") => format!("entry {entry}: {what}"),
        Some(entry) => format!("{}: {entry} {what}", difference.field),
        None => format!("{}: {what}", difference.field),
    }
}
