//! Pull secrets: content, base64 and name of each, made once for all projects that have it.

use std::borrow::Cow;

use crate::credential::{Confidential, Decoded};
use crate::finding::{Finding, catalogue};
use crate::kubernetes::LARGEST_SECRET;
use crate::model::{Form, Lookup, Spec};
use crate::plan::{
    Content, EntryPlan, Plan, ProjectPlan, PullSecretId, PullSecretPlan, PullSecretSource,
};
use crate::source::Span;

use super::docker_config::{self, Entry};
use super::{HashedNames, Secrecy, global_pull_secret, name_hash};

/// Every pull secret, made once for all projects that have it.
pub struct PullSecrets<'a> {
    /// By the number in the plan.
    list: Vec<Lowered<'a>>,
    /// Whether names may carry a hash.
    hashed: bool,
    global: Option<Data>,
}

/// What a Secret holds: the Docker config and its base64.
struct Data {
    config: Confidential,
    base64: Confidential,
}

/// A pull secret, whatever projects have it.
struct Lowered<'a> {
    /// The Secret's name, its hash included.
    name: Cow<'a, str>,
    /// Whether its name carries a hash.
    hashed: bool,
    /// What is in it; nothing where it is not made here, or could not be decoded.
    data: Option<Data>,
}

impl<'a> PullSecrets<'a> {
    /// Makes them. `decoded` may be left out where no credential was asked for; they have names
    /// alone then, without the hash.
    #[must_use]
    pub fn new(
        spec: &'a Spec<'a>,
        plan: &'a Plan<'a>,
        decoded: Option<&Decoded>,
        secrecy: Secrecy,
    ) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let hashed = spec.output.hashes_names();
        let list = plan
            .pull_secrets
            .iter()
            .map(|planned| lower(planned, decoded, secrecy, hashed, &mut findings))
            .collect();
        let global = lower_global(spec, decoded, secrecy, &mut findings);
        let secrets = Self {
            list,
            hashed,
            global,
        };
        (secrets, findings)
    }

    /// Takes the hashes out of the names.
    pub fn without_hashes(&mut self, plan: &'a Plan<'a>) {
        self.hashed = false;
        for (secret, planned) in self.list.iter_mut().zip(&plan.pull_secrets) {
            secret.hashed = false;
            secret.name = Cow::Borrowed(&*planned.name);
        }
    }

    /// The final name of a pull secret, its hash included; `…` stands for one that is not known.
    #[must_use]
    pub fn name(&self, id: PullSecretId) -> &str {
        &self.list[id.0 as usize].name
    }

    /// Whether the name of a pull secret carries a hash, known or not.
    #[must_use]
    pub fn carries_hash(&self, id: PullSecretId) -> bool {
        self.list[id.0 as usize].hashed
    }

    /// Whether the name of a pull secret carries a hash that is not known: its credentials were
    /// not read.
    #[must_use]
    pub fn lacks_hash(&self, id: PullSecretId) -> bool {
        let secret = &self.list[id.0 as usize];
        secret.hashed && secret.data.is_none()
    }

    /// The final names of each project's pull secrets that carry a hash, in the order of the plan;
    /// an empty list where the spec asks for none.
    #[must_use]
    pub fn hashed_names<'s>(&'s self, plan: &'s Plan<'_>) -> Vec<HashedNames<'s>> {
        let of_project = |project: &'s ProjectPlan<'_>| {
            let secrets = project.pull_secrets.iter();
            let names = secrets.map(|(id, _)| (&*plan.pull_secret(*id).name, self.name(*id)));
            names.filter(|(written, name)| written != name).collect()
        };
        let projects = plan.projects.iter().filter(|_| self.hashed);
        projects.map(of_project).collect()
    }

    /// The Docker config of a pull secret; nothing where it is not made here (somebody else's, or
    /// fetched by the cluster) or could not be decoded.
    #[must_use]
    pub fn docker_config(&self, id: PullSecretId) -> Option<&Confidential> {
        Some(&self.list[id.0 as usize].data.as_ref()?.config)
    }

    /// The base64 of what a Secret of the plan holds, where it is known.
    #[must_use]
    pub fn base64(&self, content: Content) -> Option<&str> {
        let data = match content {
            Content::PullSecret(id) => self.list[id.0 as usize].data.as_ref(),
            Content::GlobalPullSecret => self.global.as_ref(),
            _ => None,
        };
        data?.base64.expose_text()
    }
}

impl Data {
    fn new(config: Confidential) -> Self {
        let base64 = docker_config::base64(&config);
        Self { config, base64 }
    }
}

fn lower<'a>(
    planned: &'a PullSecretPlan<'a>,
    decoded: Option<&Decoded>,
    secrecy: Secrecy,
    hashed: bool,
    findings: &mut Vec<Finding>,
) -> Lowered<'a> {
    let config = decoded.and_then(|decoded| config_of(&planned.content, decoded));
    if let Some(config) = &config {
        findings.extend(too_large(config, planned.place, &planned.name));
    }
    let data = match secrecy {
        Secrecy::Full => config.map(Data::new),
        // It needs no credential.
        Secrecy::Redacted => redacted(planned).map(Data::new),
    };
    let mut name = Cow::Borrowed(&*planned.name);
    // The hash of a sealed form's plaintext would stand in Git for everybody to guess at.
    let hashed = hashed
        && planned.form == Form::Secret
        && !matches!(planned.content, PullSecretSource::Existing);
    if hashed {
        let base64 = data.as_ref().and_then(|data| data.base64.expose_text());
        name = Cow::Owned(match base64 {
            Some(base64) => format!("{name}-{}", name_hash::of_secret(&name, base64)),
            None => format!("{name}-{}", name_hash::UNKNOWN),
        });
    }
    Lowered { name, hashed, data }
}

/// The content of the global pull secret: base and additions merged.
fn lower_global(
    spec: &Spec<'_>,
    decoded: Option<&Decoded>,
    secrecy: Secrecy,
    findings: &mut Vec<Finding>,
) -> Option<Data> {
    let global = spec.global_pull_secret.as_ref()?;
    let Some(decoded) = decoded else {
        let marker = || Data::new(Confidential::copy(docker_config::REDACTED.as_bytes()));
        return (secrecy == Secrecy::Redacted).then(marker);
    };
    let base = decoded.global_base.as_ref()?;
    let mut additions = Vec::new();
    for name in &global.registries {
        let Lookup::Found(number, registry) = spec.registries.look_up(name.value) else {
            continue;
        };
        let json = decoded.registries.get(number)?.as_ref()?.json.expose();
        let servers = [Some(&registry.server), registry.auth_server.as_ref()];
        additions.extend(servers.into_iter().flatten().map(|server| Entry {
            server: server.value,
            json,
        }));
    }
    let config = global_pull_secret::merge(base, &additions)?;
    findings.extend(too_large(&config, global.base.span, "pull-secret"));
    match secrecy {
        Secrecy::Full => Some(Data::new(config)),
        Secrecy::Redacted => global_pull_secret::redacted(base, &additions).map(Data::new),
    }
}

/// The Docker config of a pull secret, where everything in it was decoded.
fn config_of(content: &PullSecretSource<'_>, decoded: &Decoded) -> Option<Confidential> {
    match content {
        PullSecretSource::Entries(entries) => {
            let entries: Option<Vec<_>> = entries
                .iter()
                .map(|entry| decoded_entry(entry, decoded))
                .collect();
            Some(docker_config::of_entries(entries?))
        }
        PullSecretSource::WholeFile(number) => {
            let file = decoded.files.get(*number)?.as_ref()?;
            Some(Confidential::copy(file.expose()))
        }
        PullSecretSource::Existing => None,
    }
}

fn decoded_entry<'a>(entry: &EntryPlan<'a>, decoded: &'a Decoded) -> Option<Entry<'a>> {
    let json = &decoded.registries.get(entry.registry)?.as_ref()?.json;
    Some(Entry {
        server: entry.server,
        json: json.expose(),
    })
}

/// A pull secret with a marker in the place of each credential; nothing where it is not made here.
fn redacted(planned: &PullSecretPlan<'_>) -> Option<Confidential> {
    if planned.form == Form::ExternalSecret {
        return None;
    }
    match &planned.content {
        PullSecretSource::Entries(entries) => {
            let servers = entries.iter().map(|entry| entry.server);
            Some(docker_config::redacted(servers))
        }
        PullSecretSource::WholeFile(_) => {
            Some(Confidential::copy(docker_config::REDACTED.as_bytes()))
        }
        PullSecretSource::Existing => None,
    }
}

fn too_large(config: &Confidential, place: Span, name: &str) -> Option<Finding> {
    let size = config.expose().len();
    (size > LARGEST_SECRET).then(|| {
        catalogue::SECRET_TOO_LARGE
            .at(
                place,
                format!("the Secret `{name}` would hold {size} bytes, and {LARGEST_SECRET} are the limit"),
            )
            .help("split it: a pull secret of fewer registries for each project")
    })
}
