//! How YAML reads a plain scalar, in version 1.1 (kubectl, Kustomize) and in 1.2.

use std::borrow::Cow;

/// What a plain scalar is, in both versions of YAML alike, or that they part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Plain {
    /// Text.
    Text,
    /// Null: empty, `~`, `null`.
    Null,
    /// A boolean: `true` or `false`.
    Boolean(bool),
    /// A number in JSON's grammar, which comes back as it was written.
    Number,
    /// The versions read it differently, or a number would not come back as it was written.
    /// Holds what kubectl and Kustomize, which read YAML 1.1, make of it.
    Ambiguous(&'static str),
}

/// Reads a plain scalar.
#[must_use]
pub fn plain(text: &str) -> Plain {
    let Some(first) = text.bytes().next() else {
        return Plain::Null;
    };
    match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text),
        b'~' | b'n' | b'N' | b'y' | b'Y' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'='
        | b'<'
            if text.len() <= 5 =>
        {
            word(text)
        }
        _ => Plain::Text,
    }
}

/// Whether a plain scalar is text; one that the YAML versions read differently counts as text,
/// since that has been reported.
pub(super) fn is_plain_text(text: &str) -> bool {
    matches!(plain(text), Plain::Text | Plain::Ambiguous(_))
}

fn word(text: &str) -> Plain {
    match text {
        "~" | "null" | "Null" | "NULL" => Plain::Null,
        "true" | "True" | "TRUE" => Plain::Boolean(true),
        "false" | "False" | "FALSE" => Plain::Boolean(false),
        "y" | "Y" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => {
            Plain::Ambiguous("the boolean true")
        }
        "n" | "N" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => {
            Plain::Ambiguous("the boolean false")
        }
        "=" => Plain::Ambiguous("a default value"),
        _ => Plain::Text,
    }
}

/// Scalars that start with a digit, a sign or a dot.
fn number(text: &str) -> Plain {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if unsigned.is_empty() {
        return Plain::Text;
    }
    if matches!(
        unsigned,
        ".inf" | ".Inf" | ".INF" | ".nan" | ".NaN" | ".NAN"
    ) {
        return Plain::Ambiguous("a number that JSON does not have");
    }
    if text == "<<" {
        return Plain::Text;
    }
    let digits = unsigned.as_bytes();
    if let Some(rest) = strip_radix(unsigned, b'x') {
        return radix(
            rest,
            |byte| byte.is_ascii_hexdigit(),
            "a hexadecimal number",
        );
    }
    if let Some(rest) = strip_radix(unsigned, b'o') {
        return radix(rest, |byte| matches!(byte, b'0'..=b'7'), "text");
    }
    if let Some(rest) = strip_radix(unsigned, b'b') {
        return radix(rest, |byte| matches!(byte, b'0' | b'1'), "a binary number");
    }
    if digits.contains(&b':') && is_sexagesimal(unsigned) {
        return Plain::Ambiguous("a number of base 60");
    }
    if is_timestamp(unsigned) {
        return Plain::Ambiguous("a date");
    }
    if !digits
        .iter()
        .all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'_' | b'e' | b'E' | b'+' | b'-'))
    {
        return Plain::Text;
    }
    if digits.contains(&b'_') {
        let without: String = unsigned.chars().filter(|c| *c != '_').collect();
        return match is_decimal(&without) && digits[0].is_ascii_digit() {
            true => Plain::Ambiguous("a number"),
            false => Plain::Text,
        };
    }
    if !is_decimal(unsigned) {
        return Plain::Text;
    }
    if digits.len() > 1 && digits[0] == b'0' && digits.iter().all(u8::is_ascii_digit) {
        return Plain::Ambiguous("an octal number");
    }
    match comes_back(text) {
        true => Plain::Number,
        false => Plain::Ambiguous("a number that they write back differently"),
    }
}

/// What follows `0x` and the like, in either case, as Go reads it.
fn strip_radix(text: &str, letter: u8) -> Option<&str> {
    match text.as_bytes() {
        [b'0', found, ..] if found.to_ascii_lowercase() == letter => Some(&text[2..]),
        _ => None,
    }
}

fn radix(digits: &str, is_digit: impl Fn(u8) -> bool, reading: &'static str) -> Plain {
    let mut any = false;
    for byte in digits.bytes().filter(|byte| *byte != b'_') {
        if !is_digit(byte) {
            return Plain::Text;
        }
        any = true;
    }
    match any {
        true => Plain::Ambiguous(reading),
        false => Plain::Text,
    }
}

/// `digits[.digits][e[+-]digits]`, `.digits` and `digits.` included, as both versions allow.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent_holds = exponent.is_none_or(|exponent| {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        !digits.is_empty() && all_digits(digits)
    });
    (!whole.is_empty() || !fraction.is_empty())
        && all_digits(whole)
        && all_digits(fraction)
        && exponent_holds
}

/// Whether a decimal number is spelled the way in which every program spells it back.
fn comes_back(text: &str) -> bool {
    if text.starts_with('+') || text.contains(['e', 'E']) {
        return false;
    }
    match text.split_once('.') {
        None => text != "-0" && text.len() <= 16,
        Some((whole, fraction)) => {
            let whole = whole.strip_prefix('-').unwrap_or(whole);
            !whole.is_empty()
                && (whole == "0" || !whole.starts_with('0'))
                && !fraction.is_empty()
                && !fraction.ends_with('0')
                && text.len() <= 16
        }
    }
}

fn is_sexagesimal(text: &str) -> bool {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = whole.split(':');
    let first_holds = parts.next().is_some_and(|part| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'_')
    });
    first_holds
        && fraction
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'_')
        && parts.all(|part| matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']))
}

fn is_timestamp(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes
            .get(range)
            .is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    if !(digits(0..4) && bytes.get(4) == Some(&b'-')) {
        return false;
    }
    let rest: Vec<&str> = text[5..].splitn(2, '-').collect();
    let [month, day] = rest[..] else {
        return false;
    };
    let day_digits = day.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&month.len())
        && month.bytes().all(|byte| byte.is_ascii_digit())
        && (1..=2).contains(&day_digits)
        && (day.len() == day_digits || matches!(day.as_bytes()[day_digits], b'T' | b't' | b' '))
}

/// The scalar in double quotes, for messages and edits: what a user would type to mean text.
#[must_use]
pub fn quoted(text: &str) -> Cow<'static, str> {
    Cow::Owned(serde_json::Value::from(text).to_string())
}
