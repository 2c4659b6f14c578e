//! Pull secrets as a look-up sees them: a name, and keys with user names.

use std::borrow::Cow;
use std::cell::OnceCell;

use crate::credential::decode_as_kubelet;
use crate::credential::docker_config::{DockerConfig, Layout};
use crate::credential::{Confidential, Decoded};
use crate::keyring::kubelet::{Keyring, SecretType, read_secret};
use crate::keyring::{Runtime, containers_image};
use crate::model::{Credential, ExternalSource, Registry, Spec, Value};

/// One pull secret, or one file.
pub struct Held<'a> {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub content: Content<'a>,
    /// Its keys taken apart, with their positions, once an image was held against them.
    keys: OnceCell<Keyring<usize>>,
}

impl<'a> Held<'a> {
    /// A pull secret of that name.
    #[must_use]
    pub fn new(name: String, content: Content<'a>) -> Self {
        Self {
            name,
            content,
            keys: OnceCell::new(),
        }
    }

    /// The keys as written, in their order.
    pub(super) fn written(&self) -> Vec<&str> {
        match &self.content {
            Content::Config(config, _) => {
                let entries = config.entries.iter();
                entries.map(|entry| entry.key.as_str()).collect()
            }
            Content::Servers(servers) => servers.iter().map(|one| one.key.as_ref()).collect(),
            Content::Broken(_) | Content::Unknown(_) => Vec::new(),
        }
    }

    /// The keys as kubelet takes them apart. Those that are no URLs are not among them.
    pub(super) fn keys(&self) -> &Keyring<usize> {
        self.keys.get_or_init(|| {
            let mut keys = Keyring::default();
            for (position, key) in self.written().into_iter().enumerate() {
                let _ = keys.add(key, position);
            }
            keys
        })
    }

    /// How many keys it has.
    pub(super) fn len(&self) -> usize {
        match &self.content {
            Content::Config(config, _) => config.entries.len(),
            Content::Servers(servers) => servers.len(),
            Content::Broken(_) | Content::Unknown(_) => 0,
        }
    }
}

/// What a pull secret holds.
pub enum Content<'a> {
    /// A file that was read.
    Config(Box<DockerConfig>, Layout),
    /// Entries that the spec makes.
    Servers(Cow<'a, [Server<'a>]>),
    /// A file that cannot be read by the runtime: its words.
    Broken(String),
    /// Nothing is known of it; why, in words.
    Unknown(&'static str),
}

impl Content<'_> {
    /// What a runtime makes of a file's bytes.
    pub(super) fn read(name: &str, bytes: &[u8], layout: Layout, runtime: Runtime) -> Self {
        let read = match runtime {
            Runtime::Kubelet => {
                let kind = match layout {
                    Layout::ConfigJson => SecretType::DockerConfigJson,
                    Layout::Dockercfg => SecretType::Dockercfg,
                };
                read_secret(kind, bytes)
            }
            Runtime::ContainersImage => containers_image::read_file(name, bytes, layout).map(Some),
        };
        match read {
            Ok(Some(config)) => Self::Config(Box::new(config), layout),
            // An empty file counts as one without entries.
            Ok(None) => Self::Servers(Cow::Borrowed(&[])),
            Err(words) => Self::Broken(words),
        }
    }
}

/// An entry that the spec makes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Server<'a> {
    /// The key.
    pub key: Cow<'a, str>,
    /// The user's name.
    pub username: Username<'a>,
}

/// The name of a user, or where it comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Username<'a> {
    /// It is known.
    Known(String),
    /// It was not read: a variable's name.
    Env(&'a str),
    /// It was not read: a file's path.
    File(&'a str),
    /// The cluster fetches it: a store and a key of it.
    Store {
        /// The store's name.
        store: &'a str,
        /// The key.
        key: &'a str,
        /// The property under the key.
        property: Option<&'a str>,
    },
    /// The cluster fetches it: a generator's name.
    Generator(&'a str),
}

impl Username<'_> {
    /// A name that was read; each byte that is no text is shown as U+FFFD, as Go prints it.
    #[must_use]
    pub fn known(bytes: &[u8]) -> Self {
        let mut name = String::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            name.push_str(chunk.valid());
            name.extend(chunk.invalid().iter().map(|_| char::REPLACEMENT_CHARACTER));
        }
        Self::Known(name)
    }
}

/// The user's name of a registry, as far as it is written in the spec or in an entry of a file that
/// was read. What a variable or a whole file holds is never shown as a name: a spec that comes from
/// a stranger could call any secret of the environment one.
pub(super) fn username<'a>(
    spec: &'a Spec<'a>,
    number: usize,
    decoded: Option<&Decoded>,
) -> Username<'a> {
    let registry = spec.registries.at(number).value.as_ref();
    if let Some(registry) = registry
        && matches!(
            &registry.credential,
            Credential::Basic {
                username: Value::Env(_) | Value::File(_),
                ..
            } | Credential::Auth(Value::Env(_) | Value::File(_))
        )
    {
        return written(registry);
    }
    let read = decoded.and_then(|decoded| decoded.registries.get(number)?.as_ref());
    if let Some(name) = read.and_then(|entry| entry.username.as_ref()) {
        return Username::known(name.expose());
    }
    match registry {
        Some(registry) => written(registry),
        None => Username::Known(String::new()),
    }
}

fn written<'a>(registry: &Registry<'a>) -> Username<'a> {
    match &registry.credential {
        Credential::Basic { username, .. } => match username {
            Value::Literal(name) => Username::Known(name.value.to_owned()),
            Value::Env(name) => Username::Env(name.value),
            Value::File(path) => Username::File(path.value),
        },
        Credential::Auth(value) => match value {
            Value::Literal(auth) => {
                let pair = decode_as_kubelet(auth.value).ok();
                let name = pair.as_ref().map(|pair| &pair.username);
                Username::known(name.map_or(&[], Confidential::expose))
            }
            Value::Env(name) => Username::Env(name.value),
            Value::File(path) => Username::File(path.value),
        },
        Credential::AuthFile(file) => Username::File(file.file.value),
        Credential::External(external) => match &external.source {
            ExternalSource::Store {
                store, username, ..
            } => Username::Store {
                store: store.name.value,
                key: username.key.value,
                property: username.property.map(|property| property.value),
            },
            ExternalSource::Generator(generator) => Username::Generator(generator.name.value),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Username;

    #[test]
    fn bytes_that_are_no_text_are_replaced_one_by_one() {
        let expected = Username::Known("a\u{fffd}\u{fffd}b".to_owned());
        assert_eq!(Username::known(b"a\xe2\x82b"), expected);
    }
}
