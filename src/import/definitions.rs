//! The registries and secrets that there are: each credential once, under a name that no other has.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashMap, HashSet};

use crate::credential::docker_config::{ConfigEntry, server_shown};
use crate::credential::{Confidential, variable_name};
use crate::finding::{Finding, catalogue};
use crate::source::{SourceId, Span};

use super::account::Account;
use super::content::Held;
use super::form::{Form, Said, forms, login};
use super::name::{Taken, file_name, slug};
use super::{Credentials, Options, Source, Value};

/// What the spec defines.
pub(super) struct Definitions {
    pub(super) registries: BTreeMap<String, Registry>,
    pub(super) secrets: BTreeMap<String, Secret>,
    pub(super) values: Vec<Value>,
    /// The registries of Docker and Podman files, in their order.
    pub(super) of_files: Vec<String>,
    taken: Taken,
    variables: Taken,
    credentials: Credentials,
    /// Names of registries by the hash of what they hold: one cluster may have ten thousands.
    alike: HashMap<u64, BTreeSet<String>>,
    hasher: DefaultHashBuilder,
}

/// One of `registries`. Numbers are positions in [`Definitions::values`].
pub(super) struct Registry {
    pub(super) server: String,
    pub(super) login: Login,
}

/// How a registry is logged into.
pub(super) enum Login {
    /// `username`, `password`, `email`.
    Basic(String, usize, Option<String>),
    /// `auth`.
    Auth(usize),
}

/// One of `secrets`.
pub(super) enum Secret {
    /// Entries of these registries.
    Registries(Vec<String>),
    /// A file as it is.
    File(usize),
}

/// The names that Secrets get in the spec, by namespace and by the name that they had.
pub(super) type Names<'t> = HashMap<(&'t str, &'t str), String>;

/// Defines what was given.
pub(super) fn define<'t>(
    secrets: Vec<Held<'t>>,
    entries: Vec<(SourceId, ConfigEntry)>,
    accounts: &[Account<'t>],
    options: &Options,
    findings: &mut Vec<Finding>,
) -> (Definitions, Names<'t>) {
    let listed = accounts.iter().flat_map(|account| &account.pull);
    let mut definitions = Definitions {
        registries: BTreeMap::new(),
        secrets: BTreeMap::new(),
        values: Vec::new(),
        of_files: Vec::new(),
        taken: Taken::new(
            secrets
                .iter()
                .map(|held| held.name.value.to_owned())
                .chain(listed.map(|name| name.value.to_owned())),
        ),
        variables: Taken::default(),
        credentials: options.credentials.clone(),
        alike: HashMap::new(),
        hasher: DefaultHashBuilder::default(),
    };
    let mut names = Names::new();
    // Contents of one name, of which the first keeps it.
    let mut current: Option<&str> = None;
    let mut contents: HashMap<u64, Vec<(Confidential, String)>> = HashMap::new();
    for held in secrets {
        let Some(config) = held.config else { continue };
        let name = held.name.value;
        if current != Some(name) {
            current = Some(name);
            contents.clear();
        }
        let hash = definitions.hasher.hash_one(config.expose());
        let mut known = contents.get(&hash).into_iter().flatten();
        let known = known.find(|(known, _)| known.expose() == config.expose());
        let given = match known {
            Some((_, given)) => given.clone(),
            None if contents.is_empty() => name.to_owned(),
            None => {
                let given = definitions.free(&format!("{name}-{}", held.namespace));
                findings.push(
                    catalogue::NOT_IMPORTED
                        .at(
                            held.name.span,
                            format!("another project has a secret `{name}` with other content"),
                        )
                        .label(format!("becomes `{given}` in project `{}`", held.namespace))
                        .help("a name means one secret in the whole spec: pods that name this one themselves must name the new one"),
                );
                given
            }
        };
        if known.is_none() {
            definitions.secret(&given, &config);
            let alike = contents.entry(hash).or_default();
            alike.push((config, given.clone()));
        }
        names.insert((held.namespace, name), given);
    }
    let mut known = HashSet::new();
    for (id, entry) in entries {
        match login(&entry) {
            Some(form) => {
                let name = definitions.registry(form, None);
                if known.insert(name.clone()) {
                    definitions.of_files.push(name);
                }
            }
            None => {
                let place = Span::new(id, entry.json.start, entry.json.end);
                let what = format!(
                    "the entry `{}` is none that a spec can hold",
                    server_shown(&entry.key)
                );
                let help = "give the file as a whole: `secrets: {NAME: {authFile: {file: PATH}}}`";
                findings.push(catalogue::NOT_IMPORTED.at(place, what).help(help));
            }
        }
    }
    (definitions, names)
}

impl Definitions {
    /// Whether a name is that of a registry or a secret.
    pub(super) fn has(&self, name: &str) -> bool {
        self.registries.contains_key(name) || self.secrets.contains_key(name)
    }

    /// A name that nothing has yet.
    fn free(&mut self, wanted: &str) -> String {
        let wanted: String = wanted.chars().take(200).collect();
        self.taken.free(&wanted, '-')
    }

    /// Defines what makes this Docker config under this name.
    fn secret(&mut self, name: &str, config: &Confidential) {
        let Some(mut forms) = forms(config.expose()) else {
            let what = format!("the Docker config of secret `{name}`");
            let value = self.file(format!("{name}.json"), what, config);
            self.secrets.insert(name.to_owned(), Secret::File(value));
            return;
        };
        if forms.len() == 1
            && let Some(form) = forms.pop()
        {
            self.registry(form, Some(name));
            return;
        }
        let registries = forms.into_iter().map(|form| self.registry(form, None));
        let registries = registries.collect();
        let secret = Secret::Registries(registries);
        self.secrets.insert(name.to_owned(), secret);
    }

    /// The registry of a form, under a name of its own or under any.
    fn registry(&mut self, form: Form, name: Option<&str>) -> String {
        let hash = self.hash(&form);
        let alike = self.alike.get(&hash).into_iter().flatten();
        let equal = alike
            .filter_map(|name| Some((name, self.registries.get(name)?)))
            .find(|(_, registry)| self.is_equal(registry, &form))
            .map(|(name, registry)| (name.clone(), registry.value()));
        if let (None, Some((name, _))) = (name, &equal) {
            return name.clone();
        }
        let name = match name {
            Some(name) => name.to_owned(),
            None => self.free(&slug(&form.server)),
        };
        let known = equal.map(|(_, value)| value);
        let login = match form.said {
            Said::Basic {
                username,
                password,
                email,
            } => {
                let value = known.unwrap_or_else(|| self.value(&name, "password", &password));
                Login::Basic(username, value, email)
            }
            Said::Auth(auth) => {
                Login::Auth(known.unwrap_or_else(|| self.value(&name, "auth", &auth)))
            }
        };
        let server = form.server;
        self.alike.entry(hash).or_default().insert(name.clone());
        self.registries
            .insert(name.clone(), Registry { server, login });
        name
    }

    fn hash(&self, form: &Form) -> u64 {
        let said = match &form.said {
            Said::Basic {
                username, password, ..
            } => (username.as_str(), password.expose()),
            Said::Auth(auth) => ("", auth.expose()),
        };
        self.hasher.hash_one((form.server.as_str(), said))
    }

    fn is_equal(&self, registry: &Registry, form: &Form) -> bool {
        let held = |value: usize| self.values[value].content.expose();
        registry.server == form.server
            && match (&registry.login, &form.said) {
                (
                    Login::Basic(username, value, email),
                    Said::Basic {
                        username: other,
                        password,
                        email: other_email,
                    },
                ) => username == other && email == other_email && held(*value) == password.expose(),
                (Login::Auth(value), Said::Auth(auth)) => held(*value) == auth.expose(),
                _ => false,
            }
    }

    /// A value that the spec reads: `part` of a registry.
    fn value(&mut self, name: &str, part: &str, content: &Confidential) -> usize {
        let what = format!("the {part} of registry `{name}`");
        match &self.credentials {
            Credentials::Files(_) => self.file(format!("{name}-{part}"), what, content),
            Credentials::Variables(_) => {
                let variable = self.variable(name, part);
                self.push(Source::Variable(variable), what, content)
            }
        }
    }

    fn variable(&mut self, registry: &str, part: &str) -> String {
        let wanted = variable_name(&[registry, part], "REGISTRY_");
        self.variables.free(&wanted, '_')
    }

    fn file(&mut self, name: String, what: String, content: &Confidential) -> usize {
        let name = file_name(&name);
        let (Credentials::Files(folder) | Credentials::Variables(folder)) = &self.credentials;
        let path = match folder.is_empty() {
            true => name,
            false => format!("{}/{name}", folder.trim_end_matches('/')),
        };
        self.push(Source::File(path), what, content)
    }

    fn push(&mut self, source: Source, what: String, content: &Confidential) -> usize {
        self.values.push(Value {
            source,
            what,
            content: Confidential::copy(content.expose()),
        });
        self.values.len() - 1
    }
}

impl Registry {
    fn value(&self) -> usize {
        match &self.login {
            Login::Basic(_, value, _) | Login::Auth(value) => *value,
        }
    }
}
