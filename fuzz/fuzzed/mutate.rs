//! How an input in YAML becomes another one: half of the time by its bytes, as libFuzzer does it,
//! half of the time by its lines, so that what comes out is YAML more often than not.

use std::sync::LazyLock;

use fastrand::Rng;
use libfuzzer_sys::fuzzer_mutate;

/// Lines to borrow: every field of a spec, and workloads of many kinds.
static BANK: LazyLock<Vec<&str>> = LazyLock::new(|| BORROWED.split_inclusive('\n').collect());
const BORROWED: &str = concat!(
    include_str!("../../tests/specs/every_field.yaml"),
    include_str!("../../examples/audit/workloads/checkout.yaml"),
    include_str!("../../examples/audit/workloads/reports.yaml"),
    include_str!("../../examples/audit/workloads/search.yaml"),
    include_str!("../../examples/audit/workloads/secret.yaml"),
    include_str!("../../examples/import/cluster.yaml"),
);

/// What rules and readers compare with, as it stands between quotes.
static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    include_str!("../words.dict")
        .lines()
        .filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'))
        .collect()
});

/// What a value becomes.
const VALUES: [&str; 40] = [
    "",
    "~",
    "''",
    "true",
    "\"true\"",
    "no",
    "0",
    "-1.5e3",
    "0o14",
    "1:30",
    "2024-01-01",
    "{}",
    "[]",
    "a",
    "a.b",
    "A_b",
    "-a",
    "\"\\u00e9\\n\\x07\"",
    "'it''s'",
    "|-\n  text\n",
    ">+\n  text\n\n",
    "{env: A}",
    "{env: B, file: c}",
    "{file: d}",
    "{text: e}",
    "[a, b]",
    "['*']",
    "{a: b, c: [d]}",
    "a/b",
    "a/*",
    "'*'",
    "quay.io",
    "quay.io/acme/app:1",
    "docker.io",
    "https://index.docker.io/v1/",
    "'*.example.com'",
    "a@sha256:0000000000000000000000000000000000000000000000000000000000000000",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "&a b",
    "*a",
];

/// Makes another input of `data[..size]`, of at most `max` bytes; the first `kept` bytes are no text.
/// The same seed makes the same input. The length of the new one is returned.
pub fn mutate(data: &mut [u8], size: usize, max: usize, seed: u32, kept: usize) -> usize {
    let mut rng = Rng::with_seed(u64::from(seed));
    let text = data.get(kept..size).map(str::from_utf8);
    let Some(Ok(text)) = text.filter(|_| rng.bool()) else {
        return fuzzer_mutate(data, size, max);
    };
    let mut text = text.to_owned();
    for _ in 0..rng.usize(1..4) {
        text = step(&text, &mut rng);
    }
    let size = max.min(kept + text.len());
    data[kept..size].copy_from_slice(&text.as_bytes()[..size - kept]);
    size
}

fn step(text: &str, rng: &mut Rng) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    if lines.is_empty() {
        return block(&BANK, rng.usize(..BANK.len())).concat();
    }
    let at = rng.usize(..lines.len());
    let from = match rng.u8(..4) {
        0 | 1 => &*BANK,
        _ => &lines,
    };
    let chosen = rng.usize(..from.len());
    let new = match rng.u8(..8) {
        0..3 => {
            let shift = [0, 0, 0, 2][rng.usize(..4)];
            shifted(block(from, chosen), indent(lines[at]) + shift)
        }
        3 => with_value(
            lines[at],
            from[chosen].split_once(": ").map_or("", |line| line.1),
        ),
        4 => with_value(lines[at], VALUES[rng.usize(..VALUES.len())]),
        5 => with_value(lines[at], &word(rng)),
        6 => with_key(lines[at], from[chosen]),
        _ => String::new(),
    };
    let instead = match rng.u8(..3) {
        0 => at..at + block(&lines, at).len(),
        1 => at..at + 1,
        _ if new.is_empty() => at..at + 1,
        _ => at + 1..at + 1,
    };
    lines.splice(instead, [new.as_str()]);
    lines.concat()
}

/// A word of the dictionary in quotes, with something before or behind it at times.
fn word(rng: &mut Rng) -> String {
    let [one, other] = [(); 2].map(|()| WORDS[rng.usize(..WORDS.len())]);
    match rng.u8(..8) {
        0 => format!("\"{one}{other}\""),
        1 => format!("\"{one}a\""),
        2 => format!("\"a{one}\""),
        3 => format!("[\"{one}\", \"{other}\"]"),
        4 if !one.contains('\\') => one.to_owned(),
        _ => format!("\"{one}\""),
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// A line with those that are indented below it.
fn block<'t>(lines: &'t [&'t str], at: usize) -> &'t [&'t str] {
    let below = lines[at + 1..]
        .iter()
        .take_while(|line| indent(line) > indent(lines[at]))
        .count();
    &lines[at..=at + below]
}

/// The same lines, with the first of them so far indented.
fn shifted(lines: &[&str], to: usize) -> String {
    let first = indent(lines[0]);
    let mut text = String::new();
    for line in lines {
        let deep = to + indent(line).saturating_sub(first);
        text.extend(std::iter::repeat_n(' ', deep));
        text.push_str(line.trim_start_matches(' '));
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

/// The line with another value: what stands after the colon, or after the dash.
fn with_value(line: &str, value: &str) -> String {
    let dash = line.trim_start_matches(' ').starts_with("- ");
    let end = match line.find(':') {
        Some(colon) => colon + 1,
        None if dash => indent(line) + 1,
        None => indent(line),
    };
    let space = if end == indent(line) { "" } else { " " };
    format!("{}{space}{}\n", &line[..end], value.trim_end_matches('\n'))
}

/// The line with the key of another.
fn with_key(line: &str, other: &str) -> String {
    let key = other.split(':').next().unwrap_or_default();
    let key = key.trim_start_matches([' ', '-']);
    let (before, after) = line.split_once(':').unwrap_or(("", line));
    let start = before.len() - before.trim_start_matches([' ', '-']).len();
    format!("{}{key}:{after}", &before[..start])
}
