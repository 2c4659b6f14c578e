//! Google's `_json_key` users, whose password is the JSON of a key.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use zeroize::Zeroizing;

use crate::credential::json::{Json, JsonKind};
use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::JSON_KEY_FORM],
    needs: Needs::Credentials,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    checked.each_entry(|seen| {
        let (Some(username), Some(password)) = (&seen.entry.username, &seen.entry.password) else {
            return;
        };
        // The user's name is not said: it may come from a variable or a file.
        let (form, holds) = match username.expose() {
            b"_json_key" => ("the JSON of a key", is_object(password.expose())),
            b"_json_key_base64" => (
                "base64 of the JSON of a key",
                is_encoded_object(password.expose()),
            ),
            _ => return,
        };
        if holds {
            return;
        }
        findings.push(
            catalogue::JSON_KEY_FORM
                .at(
                    seen.password,
                    format!(
                        "the username of {} goes with {form}, and the password is none",
                        seen.whose
                    ),
                )
                .help(format!(
                    "the password is {form}, whole as Google gave it: `password: {{file: PATH}}`"
                )),
        );
    });
}

fn is_object(bytes: &[u8]) -> bool {
    Json::parse(bytes).is_ok_and(|json| json.root().kind() == JsonKind::Object)
}

fn is_encoded_object(bytes: &[u8]) -> bool {
    let mut joined = Zeroizing::new(Vec::with_capacity(bytes.len()));
    joined.extend(bytes.iter().filter(|byte| !byte.is_ascii_whitespace()));
    let mut decoded = Zeroizing::new(vec![0; base64::decoded_len_estimate(joined.len())]);
    STANDARD
        .decode_slice(&joined, &mut decoded)
        .is_ok_and(|length| is_object(&decoded[..length]))
}
