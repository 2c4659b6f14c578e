//! Registries and secrets to pull secrets: what each holds, and what a name means.

use std::borrow::Cow;

use hashbrown::HashMap;

use crate::finding::catalogue;
use crate::model::{Lookup, PullSecretContent, Registry, Spec, Text};

use super::references::References;
use super::{Definition, EntryPlan, PullSecretId, PullSecretPlan, PullSecretSource};

/// Every pull secret, and what names mean.
pub(super) struct Definitions<'t> {
    list: Vec<PullSecretPlan<'t>>,
    names: HashMap<Cow<'t, str>, Meaning<'t>>,
}

/// What a name in `pullSecrets`, `pull` or `mount` means.
#[derive(Clone, Copy)]
pub(super) enum Meaning<'t> {
    /// A pull secret; with `token_service` the one after it comes along.
    Known {
        /// Its number.
        id: PullSecretId,
        /// Whether the Secret of its token service follows it.
        token_service: bool,
    },
    /// Defined in a wrong shape, which has been reported.
    Broken,
    /// No name to be used: the Secret of the token service of this registry, which is linked
    /// wherever its registry is.
    TokenServiceOf(&'t str),
    /// Not defined.
    Unknown,
}

impl<'t> Definitions<'t> {
    /// How many pull secrets there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// What a name means.
    pub(super) fn meaning(&self, name: &str) -> Meaning<'t> {
        self.names.get(name).copied().unwrap_or(Meaning::Unknown)
    }

    /// The pull secret of that number.
    pub(super) fn get(&self, id: PullSecretId) -> &PullSecretPlan<'t> {
        &self.list[id.0 as usize]
    }

    /// The pull secrets by number.
    pub(super) fn into_list(self) -> Vec<PullSecretPlan<'t>> {
        self.list
    }

    fn add(&mut self, plan: PullSecretPlan<'t>) -> PullSecretId {
        let id = PullSecretId(u32::try_from(self.list.len()).unwrap_or(u32::MAX));
        self.list.push(plan);
        id
    }
}

/// Numbers every pull secret: the registries in their order, each followed by the Secret of its
/// token service, then `secrets`. A name that is both keeps the registry's meaning.
pub(super) fn define<'t>(spec: &'t Spec<'t>, references: &mut References) -> Definitions<'t> {
    let mut definitions = Definitions {
        list: Vec::with_capacity(spec.registries.len() + spec.secrets.len()),
        names: HashMap::with_capacity(spec.registries.len() + spec.secrets.len()),
    };
    for (number, named) in spec.registries.iter().enumerate() {
        if definitions.names.contains_key(named.name.value) {
            continue;
        }
        let meaning = match &named.value {
            None => Meaning::Broken,
            Some(registry) => {
                define_registry(spec, number, &named.name, registry, &mut definitions)
            }
        };
        definitions.names.insert(named.name.value.into(), meaning);
    }
    for (number, named) in spec.secrets.iter().enumerate() {
        let Some(secret) = &named.value else {
            definitions
                .names
                .entry(named.name.value.into())
                .or_insert(Meaning::Broken);
            continue;
        };
        let content = match &secret.content {
            PullSecretContent::Registries(names) => {
                PullSecretSource::Entries(entries(spec, names, references))
            }
            PullSecretContent::AuthFile(_) => PullSecretSource::WholeFile(number),
            PullSecretContent::Existing => PullSecretSource::Existing,
        };
        let id = definitions.add(PullSecretPlan {
            name: named.name.value.into(),
            place: named.name.span,
            definition: Definition::Secret(number),
            content,
            form: secret.form.map_or(spec.output.form(), |form| form.value),
        });
        definitions
            .names
            .entry(named.name.value.into())
            .or_insert(Meaning::Known {
                id,
                token_service: false,
            });
    }
    name_token_services(spec, &mut definitions);
    definitions
}

fn define_registry<'t>(
    spec: &'t Spec<'t>,
    number: usize,
    name: &Text<'t>,
    registry: &'t Registry<'t>,
    definitions: &mut Definitions<'t>,
) -> Meaning<'t> {
    let form = registry.form.map_or(spec.output.form(), |form| form.value);
    let id = definitions.add(PullSecretPlan {
        name: name.value.into(),
        place: name.span,
        definition: Definition::Registry(number),
        content: PullSecretSource::Entries(vec![EntryPlan {
            registry: number,
            server: registry.server.value,
            place: registry.server.span,
        }]),
        form,
    });
    if let Some(server) = &registry.auth_server {
        let (secret_name, place) = match &registry.auth_secret_name {
            Some(written) => (Cow::Borrowed(written.value), written.span),
            None => (Cow::Owned(format!("{}-auth", name.value)), server.span),
        };
        definitions.add(PullSecretPlan {
            name: secret_name,
            place,
            definition: Definition::TokenService(number),
            content: PullSecretSource::Entries(vec![EntryPlan {
                registry: number,
                server: server.value,
                place: server.span,
            }]),
            form,
        });
    }
    Meaning::Known {
        id,
        token_service: registry.auth_server.is_some(),
    }
}

/// So that whoever writes the name of a token service's Secret can be told what it is.
fn name_token_services<'t>(spec: &'t Spec<'t>, definitions: &mut Definitions<'t>) {
    let Definitions { list, names } = definitions;
    for plan in list.iter() {
        if let Definition::TokenService(registry) = plan.definition {
            names
                .entry(plan.name.clone())
                .or_insert(Meaning::TokenServiceOf(
                    spec.registries.at(registry).name.value,
                ));
        }
    }
}

/// The entries of several registries in one secret, token services included, in the byte order of
/// their servers: Go, which writes such files everywhere else, sorts the keys of a map.
fn entries<'t>(
    spec: &'t Spec<'t>,
    names: &[Text<'t>],
    references: &mut References,
) -> Vec<EntryPlan<'t>> {
    let mut entries = Vec::with_capacity(names.len());
    for name in names {
        let (number, registry) = match spec.registries.look_up(name.value) {
            Lookup::Found(number, registry) => (number, registry),
            Lookup::Broken => continue,
            Lookup::Unknown => {
                undefined_registry(spec, name, references);
                continue;
            }
        };
        for server in [Some(&registry.server), registry.auth_server.as_ref()]
            .into_iter()
            .flatten()
        {
            entries.push(EntryPlan {
                registry: number,
                server: server.value,
                place: server.span,
            });
        }
    }
    entries
        .sort_by(|left, right| (left.server, left.registry).cmp(&(right.server, right.registry)));
    // A registry that is named twice counts once.
    entries.dedup_by(|later, first| later.registry == first.registry && later.place == first.place);
    entries
}

/// What the global pull secret gains.
pub(super) fn global_entries<'t>(
    spec: &'t Spec<'t>,
    references: &mut References,
) -> Vec<EntryPlan<'t>> {
    spec.global_pull_secret
        .as_ref()
        .map_or_else(Vec::new, |global| {
            entries(spec, &global.registries, references)
        })
}

fn undefined_registry(spec: &Spec<'_>, name: &Text<'_>, references: &mut References) {
    let is_secret = spec.secrets.number(name.value).is_some();
    let known = spec.registries.iter().map(|named| named.name.value);
    references.undefined(
        name,
        known,
        || {
            let finding = catalogue::UNDEFINED_REGISTRY.at(
                name.span,
                format!("`{}` is not a registry of this file", name.value),
            );
            if is_secret {
                finding.label("this is one of `secrets`, which cannot hold another secret")
            } else {
                finding
            }
        },
        || {
            if is_secret {
                format!("name the registries that `{}` holds", name.value)
            } else {
                format!("define `{}` under `registries`", name.value)
            }
        },
    );
}
