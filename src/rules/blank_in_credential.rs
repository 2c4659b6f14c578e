//! Names and passwords with blanks around them, or with a line break.

use crate::credential::EntrySource;
use crate::finding::{Finding, catalogue};

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::BLANK_IN_CREDENTIAL],
    needs: Needs::Credentials,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    checked.each_entry(|seen| {
        let username = seen
            .entry
            .username
            .as_ref()
            .map_or(&[][..], |name| name.expose());
        let password = seen
            .entry
            .password
            .as_ref()
            .map_or(&[][..], |text| text.expose());
        // A key of Google's may be laid out as it likes; another rule looks at what it is.
        let password = match username {
            b"_json_key" | b"_json_key_base64" => &[],
            _ => password,
        };
        let variables = match seen.source {
            EntrySource::Fields {
                username_is_variable,
                password_is_variable,
            } => [username_is_variable, password_is_variable],
            EntrySource::Auth | EntrySource::File => [false; 2],
        };
        for (part, text, place, is_variable) in [
            ("username", username, seen.username, variables[0]),
            ("password", password, seen.password, variables[1]),
        ] {
            // That a variable ends in a newline was said when it was read.
            let text = match text.strip_suffix(b"\n") {
                Some(without) if is_variable => without,
                _ => text,
            };
            let Some(fault) = fault(text) else { continue };
            let message = format!("the {part} of {} {fault}", seen.whose);
            let help = match seen.source {
                EntrySource::Fields { .. } => {
                    "leave it out: it is sent as it is, and no registry gives such a one"
                }
                EntrySource::Auth => "encode it without: `printf %s 'USER:PASSWORD' | base64 -w0`",
                EntrySource::File => {
                    "write the entry anew: `podman login --authfile auth.json SERVER`"
                }
            };
            findings.push(catalogue::BLANK_IN_CREDENTIAL.at(place, message).help(help));
        }
    });
}

/// What no user's name and no password has: HTTP's basic authentication knows no control
/// characters (RFC 7617, section 2), and blanks at an end come from an editor or a shell.
fn fault(text: &[u8]) -> Option<&'static str> {
    match text {
        [.., b'\n'] => Some("ends in a newline"),
        [.., b' ' | b'\t'] => Some("ends in a blank"),
        [b' ' | b'\t', ..] => Some("starts with a blank"),
        _ if text.iter().any(|byte| matches!(byte, b'\n' | b'\r')) => Some("holds a line break"),
        _ if text.iter().any(u8::is_ascii_control) => Some("holds a control character"),
        _ => None,
    }
}
