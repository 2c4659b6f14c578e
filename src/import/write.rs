//! The spec as text.

use std::collections::{BTreeMap, BTreeSet};

use crate::emit::YamlWriter;
use crate::lower::ManifestWriter;

use super::definitions::{Definitions, Login, Secret};
use super::grants::Grant;
use super::projects::{Project, Projects, Written};
use super::{Source, Value};

/// Writes the spec.
pub(super) fn spec(
    name: &str,
    is_openshift: bool,
    definitions: &Definitions,
    existing: &BTreeSet<String>,
    projects: &Projects,
    grants: &[Grant],
) -> String {
    let mut out = YamlWriter::default();
    out.begin_mapping();
    out.field("apiVersion", "pullsecrets.dev/v1");
    out.field("kind", "PullSecrets");
    out.key("metadata");
    out.begin_mapping();
    out.field("name", name);
    out.end_mapping();
    if !is_openshift {
        out.key("platform");
        out.begin_mapping();
        out.field("kind", "kubernetes");
        out.end_mapping();
    }
    registries(&mut out, definitions);
    secrets(&mut out, definitions, existing);
    let profiles = Profiles::of(projects);
    profiles.write(&mut out);
    if !projects.map.is_empty() {
        out.key("projects");
        out.begin_mapping();
        for (name, project) in &projects.map {
            out.key(name);
            write_project(&mut out, project, profiles.of_project(project));
        }
        out.end_mapping();
    }
    write_grants(&mut out, grants);
    out.end_mapping();
    let mut text = out.into_string();
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

fn registries(out: &mut YamlWriter, definitions: &Definitions) {
    if definitions.registries.is_empty() {
        return;
    }
    let value = |out: &mut YamlWriter, key: &str, value: usize| {
        out.key(key);
        source(out, &definitions.values[value]);
    };
    out.key("registries");
    out.begin_mapping();
    for (name, registry) in &definitions.registries {
        out.key(name);
        out.begin_mapping();
        out.field("server", &registry.server);
        match &registry.login {
            Login::Basic(username, password, email) => {
                out.field("username", username);
                value(out, "password", *password);
                if let Some(email) = email {
                    out.field("email", email);
                }
            }
            Login::Auth(auth) => value(out, "auth", *auth),
        }
        out.end_mapping();
    }
    out.end_mapping();
}

/// `{file: PATH}` or `{env: NAME}`.
fn source(out: &mut YamlWriter, value: &Value) {
    out.begin_mapping();
    match &value.source {
        Source::File(path) => out.field("file", path),
        Source::Variable(name) => out.field("env", name),
    }
    out.end_mapping();
}

fn secrets(out: &mut YamlWriter, definitions: &Definitions, existing: &BTreeSet<String>) {
    if definitions.secrets.is_empty() && existing.is_empty() {
        return;
    }
    out.key("secrets");
    out.begin_mapping();
    for (name, secret) in &definitions.secrets {
        out.key(name);
        out.begin_mapping();
        match secret {
            Secret::Registries(registries) => out.texts("registries", registries),
            Secret::File(value) => {
                out.key("authFile");
                source(out, &definitions.values[*value]);
            }
        }
        out.end_mapping();
    }
    for name in existing {
        out.key(name);
        out.begin_mapping();
        out.key("existing");
        out.boolean(true);
        out.end_mapping();
    }
    out.end_mapping();
}

/// Lists of pull secrets that several projects share.
struct Profiles<'p>(BTreeMap<&'p [String], String>);

impl<'p> Profiles<'p> {
    fn of(projects: &'p Projects) -> Self {
        let mut counts: BTreeMap<&[String], usize> = BTreeMap::new();
        for project in projects.map.values() {
            if !project.pull_secrets.is_empty() {
                *counts.entry(&project.pull_secrets).or_default() += 1;
            }
        }
        let shared = counts.into_iter().filter(|(_, count)| *count > 1);
        let named = shared.enumerate().map(|(at, (list, _))| match at {
            0 => (list, "shared".to_owned()),
            at => (list, format!("shared-{}", at + 1)),
        });
        Self(named.collect())
    }

    fn of_project(&self, project: &Project) -> Option<&str> {
        let list = project.pull_secrets.as_slice();
        self.0.get(list).map(String::as_str)
    }

    fn write(&self, out: &mut YamlWriter) {
        if self.0.is_empty() {
            return;
        }
        let mut profiles: Vec<_> = self.0.iter().collect();
        profiles.sort_by_key(|(_, name)| name.as_str());
        out.key("profiles");
        out.begin_mapping();
        for (pull_secrets, name) in profiles {
            out.key(name);
            out.begin_mapping();
            out.texts("pullSecrets", *pull_secrets);
            out.end_mapping();
        }
        out.end_mapping();
    }
}

fn write_project(out: &mut YamlWriter, project: &Project, profile: Option<&str>) {
    out.begin_mapping();
    match profile {
        Some(profile) => out.texts("use", &[profile.to_owned()]),
        None if project.pull_secrets.is_empty() => {}
        None => out.texts("pullSecrets", &project.pull_secrets),
    }
    let is_written = |account: &Written| account.link != Some("workload");
    let is_managed = !project.pull_secrets.is_empty()
        || project.create.is_some()
        || project.accounts.values().any(is_written);
    accounts(out, project, is_managed);
    match &project.create {
        Some([labels, annotations]) if labels.is_empty() && annotations.is_empty() => {
            out.key("create");
            out.boolean(true);
        }
        Some([labels, annotations]) => {
            out.key("create");
            out.begin_mapping();
            for (key, pairs) in [("labels", labels), ("annotations", annotations)] {
                if !pairs.is_empty() {
                    out.key(key);
                    out.begin_mapping();
                    for (key, value) in pairs {
                        out.field(key, value);
                    }
                    out.end_mapping();
                }
            }
            out.end_mapping();
        }
        None => {}
    }
    if !is_managed {
        out.key("managed");
        out.boolean(false);
    }
    out.end_mapping();
}

/// `serviceAccounts`, where they are others than the one that a project has by itself.
fn accounts(out: &mut YamlWriter, project: &Project, is_managed: bool) {
    let alone = project.accounts.len() == 1;
    let default = project.accounts.get("default").filter(|_| alone);
    let by_itself = default.is_some_and(|account| {
        let plain = Written {
            pull: project.pull_secrets.clone(),
            ..Written::default()
        };
        *account == plain && !account.pull.is_empty()
    });
    let nothing = project.accounts.is_empty() && project.pull_secrets.is_empty();
    if by_itself || nothing || project.accounts.is_empty() && !is_managed {
        return;
    }
    out.key("serviceAccounts");
    out.begin_mapping();
    for (name, account) in &project.accounts {
        out.key(name);
        out.begin_mapping();
        if account.pull != project.pull_secrets {
            out.texts("pull", &account.pull);
        }
        if !account.mount.is_empty() {
            out.texts("mount", &account.mount);
        }
        if let Some(name) = &account.internal_registry_secret {
            out.field("internalRegistrySecret", name);
        }
        if let Some(link) = account.link {
            out.field("link", link);
        }
        out.end_mapping();
    }
    out.end_mapping();
}

fn write_grants(out: &mut YamlWriter, grants: &[Grant]) {
    if grants.is_empty() {
        return;
    }
    out.key("grants");
    out.begin_list();
    for grant in grants {
        out.begin_mapping();
        out.field("imagesIn", &grant.images_in);
        out.texts("pullers", grant.pullers.iter().map(|puller| puller.word()));
        if let Some(name) = &grant.name {
            out.field("name", name);
        }
        out.end_mapping();
    }
    out.end_list();
}
