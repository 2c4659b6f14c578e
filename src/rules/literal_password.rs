//! Passwords that are written in the spec.

use crate::credential::variable_name;
use crate::finding::{Finding, catalogue};
use crate::model::{Credential, Value, shell_variable};

use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::LITERAL_PASSWORD],
    needs: Needs::Spec,
    check,
};

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for (_, name, registry) in checked.spec.registries.found() {
        let (field, value) = match &registry.credential {
            Credential::Basic { password, .. } => ("password", password),
            Credential::Auth(auth) => ("auth", auth),
            Credential::AuthFile(_) | Credential::External(_) => continue,
        };
        let Value::Literal(text) = value else {
            continue;
        };
        // An empty one gives nothing away; it has a finding of its own.
        if text.value.is_empty() {
            continue;
        }
        let (how, variable) = match (as_in_a_shell(text.value), in_quotes(text.value)) {
            (Some(variable), _) => (
                "is text that looks like a variable of a shell, which nothing fills in here",
                variable.to_owned(),
            ),
            (None, Some(variable)) => ("is text, since it stands in quotes", variable.to_owned()),
            (None, None) => (
                "is written in the file",
                variable_name(&[name.value, field], "_"),
            ),
        };
        let instead = format!("{{env: {variable}}}");
        findings.push(
            catalogue::LITERAL_PASSWORD
                .at(text.span, format!("the {field} of `{}` {how}", name.value))
                .label("everyone who can read the file has it")
                .help(format!(
                    "take it from a variable, `{field}: {instead}`, or from a file, `{field}: {{file: PATH}}`"
                ))
                .edit(text.span, instead),
        );
    }
}

/// The variable of a text as `$QUAY_TOKEN` or `${QUAY_TOKEN}`. Only what can hardly be a password
/// is one: its name is repeated in the message.
fn as_in_a_shell(text: &str) -> Option<&str> {
    shell_variable(text).filter(|name| is_name(name))
}

/// The variable of a text as `'{env: QUAY_TOKEN}'` or `env QUAY_TOKEN`.
fn in_quotes(text: &str) -> Option<&str> {
    let text = text.trim_matches(['{', '}', ' ']);
    let name = text.strip_prefix("env")?;
    let name = name.strip_prefix(':').unwrap_or(name).strip_prefix(' ')?;
    Some(name.trim()).filter(|name| is_name(name))
}

/// Whether a word is clearly the name of a variable.
fn is_name(name: &str) -> bool {
    let is_word = |word: &str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    name.contains('_') && name.split('_').all(is_word)
}
