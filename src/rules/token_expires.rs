//! Tokens that have expired, or soon will.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use crate::credential::json::{Json, JsonKind};
use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::TOKEN_EXPIRES],
    needs: Needs::Credentials,
    check,
};

/// What counts as soon: 30 days, in seconds. A pull secret stays in a cluster until somebody
/// changes it, and who rotates them does so by the month.
const SOON: i64 = 30 * 24 * 60 * 60;

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let now = checked.situation.now;
    checked.each_entry(|seen| {
        let password = seen.entry.password.as_ref();
        let Some(expires) = password.and_then(|token| expiry(token.expose_text()?)) else {
            return;
        };
        // No date is said: it would be text of a credential.
        let what = match expires {
            expires if expires <= now => "has expired",
            expires if expires <= now.saturating_add(SOON) => "expires within 30 days",
            _ => return,
        };
        findings.push(
            catalogue::TOKEN_EXPIRES
                .at(seen.password, format!("the token of {} {what}", seen.whose))
                .help("get a new one, or use a robot account, whose password stays valid"),
        );
    });
}

/// The second at which a JSON Web Token ends (`exp` of RFC 7519); nothing for other texts and for
/// tokens without one. The signature is not looked at: it says nothing of the time.
fn expiry(token: &str) -> Option<i64> {
    let mut parts = token.split('.');
    let (header, payload, _) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !header.starts_with("ey") {
        return None;
    }
    let payload = payload.trim_end_matches('=');
    let mut bytes = Zeroizing::new(vec![0; base64::decoded_len_estimate(payload.len())]);
    let length = URL_SAFE_NO_PAD.decode_slice(payload, &mut bytes).ok()?;
    let json = Json::parse(&bytes[..length]).ok()?;
    let exp = json.root().member("exp")?;
    let number = std::str::from_utf8(exp.written()).ok()?;
    (exp.kind() == JsonKind::Number)
        .then(|| number.parse::<f64>().ok())
        .flatten()
        .map(seconds)
}

/// A number without its fraction; one that is too large is the largest.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a cast from f64 cuts the fraction and saturates, which is what is wanted"
)]
fn seconds(number: f64) -> i64 {
    number as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(payload: &str) -> String {
        format!(
            "eyJhbGciOiJub25lIn0.{}.c2ln",
            URL_SAFE_NO_PAD.encode(payload)
        )
    }

    #[test]
    fn reads_the_end_of_a_token() {
        assert_eq!(expiry(&token(r#"{"exp":1000000000}"#)), Some(1_000_000_000));
        assert_eq!(
            expiry(&token(r#"{"exp": 1000000000.75, "sub":"x"}"#)),
            Some(1_000_000_000)
        );
        assert_eq!(expiry(&token(r#"{"exp":1e9}"#)), Some(1_000_000_000));
        assert_eq!(expiry(&token(r#"{"exp":1e300}"#)), Some(i64::MAX));
    }

    #[test]
    fn other_passwords_have_no_end() {
        for text in [
            "",
            "..",
            "a.b.c",
            "ey.ey.ey",
            "ghp_abc",
            &token("{}"),
            &token(r#"{"exp":"soon"}"#),
            &token("[1]"),
        ] {
            assert_eq!(expiry(text), None, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "(ey)?.{0,20}[.].{0,20}[.].{0,20}", payload in ".{0,30}") {
            let _ = expiry(&text);
            let _ = expiry(&token(&payload));
        }
    }
}
