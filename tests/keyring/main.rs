//! The look-ups of nodes: against recorded ones where those are present, on cases of our own, and
//! on any input at all.

mod any_input;
mod cases;
#[path = "../look_ups/mod.rs"]
mod look_ups;
mod recorded;

use pullsecrets::credential::docker_config::Layout;
use pullsecrets::keyring::kubelet::{Keyring, SecretType, read_secret};
use pullsecrets::keyring::{ImageName, Runtime, containers_image};
use serde_json::Value;

type Found = (usize, String, String, String);

/// What kubelet does: the repository, and what it tries or says.
struct Kubelet {
    repository: String,
    found: Result<Vec<Found>, String>,
    warnings: Vec<String>,
}

fn kubelet(image: &str, secrets: &[(SecretType, Vec<u8>)]) -> Result<Kubelet, String> {
    let name = ImageName::parse(image, Runtime::Kubelet).map_err(|fault| fault.to_string())?;
    let configs: Result<Vec<_>, String> = secrets
        .iter()
        .map(|(kind, body)| read_secret(*kind, body))
        .collect();
    let mut warnings = Vec::new();
    let found = configs.map(|configs| {
        let mut keyring = Keyring::default();
        for (number, config) in configs.iter().enumerate() {
            let Some(config) = config else { continue };
            for entry in &config.entries {
                let added = keyring.add(&entry.key, (number, entry));
                warnings.extend(added.err().map(|fault| fault.to_string()));
            }
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let found = keyring.look_up(&name.repository).into_iter();
        found
            .map(|(number, entry)| {
                (
                    *number,
                    entry.key.clone(),
                    text(entry.kubelet_username()),
                    text(entry.kubelet_password()),
                )
            })
            .collect()
    });
    Ok(Kubelet {
        repository: name.repository,
        found,
        warnings,
    })
}

/// What containers/image does with one file.
fn containers_image(image: &str, file: &[u8]) -> Result<Option<(String, String, String)>, String> {
    let name =
        ImageName::parse(image, Runtime::ContainersImage).map_err(|fault| fault.to_string())?;
    let layout = Layout::ConfigJson;
    let config = containers_image::read_file("AUTHFILE", file, layout)?;
    let answer = containers_image::look_up(&config, layout, &name.repository)
        .map_err(|fault| fault.to_string())?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(match answer {
        containers_image::Answer::Credentials(entry, pair) => Some((
            entry.key.clone(),
            text(pair.username.expose()),
            text(pair.password.expose()),
        )),
        containers_image::Answer::Empty(_) | containers_image::Answer::Nothing => None,
        containers_image::Answer::Helper(helper) => return Err(helper),
    })
}

/// One entry a key; the user is the key's place in the list.
fn entries(keys: &[&str]) -> Vec<u8> {
    let auths: serde_json::Map<String, Value> = keys
        .iter()
        .enumerate()
        .map(|(number, key)| {
            let entry = serde_json::json!({"username": number.to_string(), "password": "fake"});
            ((*key).to_owned(), entry)
        })
        .collect();
    serde_json::json!({"auths": auths}).to_string().into_bytes()
}
