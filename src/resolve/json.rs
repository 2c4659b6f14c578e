//! JSON of an answer. No password is ever in it.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::credential::docker_config::server_shown;
use crate::printable::printable_json;

use super::{Entry, Grant, Resolution, Username, Verdict};

#[derive(Serialize)]
struct Answer<'r> {
    /// Only where several accounts are answered for.
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<&'r str>,
    #[serde(rename = "serviceAccount", skip_serializing_if = "Option::is_none")]
    service_account: Option<&'r str>,
    image: &'r str,
    repository: Option<&'r str>,
    runtime: &'static str,
    verdict: &'static str,
    credentials: Vec<Value>,
    grant: Option<Value>,
    error: Option<&'r str>,
}

impl<'r> Answer<'r> {
    fn of(resolution: &'r Resolution<'_>) -> Self {
        Self {
            project: None,
            service_account: None,
            image: &resolution.image,
            repository: resolution.repository.as_deref(),
            runtime: resolution.runtime.word(),
            verdict: resolution.verdict.word(),
            credentials: resolution.tried.iter().map(credential).collect(),
            grant: match &resolution.verdict {
                Verdict::Grant(found) => Some(grant(found)),
                _ => None,
            },
            error: match &resolution.verdict {
                Verdict::Error { words, .. } => Some(words),
                _ => None,
            },
        }
    }
}

/// One object; ends in a newline.
#[must_use]
pub fn one(resolution: &Resolution<'_>) -> String {
    print(&Answer::of(resolution))
}

/// A list of objects that say their project and service account too; ends in a newline.
#[must_use]
pub fn all(resolutions: &[Resolution<'_>]) -> String {
    let answers: Vec<_> = resolutions
        .iter()
        .map(|resolution| {
            let (project, service_account) = resolution.account.unzip();
            Answer {
                project,
                service_account,
                ..Answer::of(resolution)
            }
        })
        .collect();
    print(&answers)
}

fn print(value: &impl Serialize) -> String {
    // Maps of texts cannot fail to be written.
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    printable_json(text)
}

fn credential(entry: &Entry<'_>) -> Value {
    let mut object = Map::new();
    object.insert("secret".to_owned(), Value::from(entry.secret.as_str()));
    object.insert("key".to_owned(), Value::from(server_shown(&entry.key)));
    let from = match &entry.username {
        Username::Known(name) => {
            object.insert("username".to_owned(), Value::from(name.as_str()));
            return Value::Object(object);
        }
        Username::Env(name) => json!({"env": name}),
        Username::File(path) => json!({"file": path}),
        Username::Store {
            store,
            key,
            property,
        } => json!({"store": store, "key": key, "property": property}),
        Username::Generator(name) => json!({"generator": name}),
    };
    object.insert("username".to_owned(), Value::Null);
    object.insert("usernameFrom".to_owned(), from);
    Value::Object(object)
}

fn grant(grant: &Grant<'_>) -> Value {
    json!({
        "imagesIn": grant.images_in,
        "binding": grant.binding,
        "subject": grant.subject,
        "secret": grant.secret,
    })
}
