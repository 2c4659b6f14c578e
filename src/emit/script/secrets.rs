//! Where a script gets Docker configs from: files that it makes of variables and other files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hashbrown::HashMap;

use crate::credential::{go_json, variable_name};
use crate::model::{Credential, PullSecretContent, Registry, Spec, Value};
use crate::plan::{EntryPlan, Plan, PullSecretId, PullSecretSource};

use super::shell::{self, path, quote};

/// What a script needs, gathered while it is written.
#[derive(Default)]
pub(super) struct Sources {
    /// Variables and what they hold, by name.
    variables: BTreeMap<String, String>,
    /// The argument that names a pull secret's file, by its number.
    files: HashMap<PullSecretId, String>,
    needs_jq: bool,
    needs_folder: bool,
}

impl Sources {
    /// The variables that the script reads, and what each holds.
    pub(super) fn variables(&self) -> &BTreeMap<String, String> {
        &self.variables
    }

    /// Whether the script takes JSON files apart.
    pub(super) fn needs_jq(&self) -> bool {
        self.needs_jq
    }

    /// Whether the script writes files.
    pub(super) fn needs_folder(&self) -> bool {
        self.needs_folder
    }

    /// The file with a pull secret's Docker config, as an argument. It is made where it is needed
    /// first.
    pub(super) fn pull_secret(
        &mut self,
        spec: &Spec<'_>,
        plan: &Plan<'_>,
        id: PullSecretId,
        body: &mut String,
    ) -> String {
        if let Some(file) = self.files.get(&id) {
            return file.clone();
        }
        let file = match &plan.pull_secret(id).content {
            PullSecretSource::WholeFile(number) => {
                let secret = spec.secrets.at(*number).value.as_ref();
                match secret.map(|secret| &secret.content) {
                    Some(PullSecretContent::AuthFile(file)) => path(file.file.value).into_owned(),
                    _ => return String::new(),
                }
            }
            PullSecretSource::Existing => return String::new(),
            PullSecretSource::Entries(entries) => {
                let file = format!("\"$work/{}.json\"", id.0);
                self.docker_config(spec, entries, &file, body);
                file
            }
        };
        self.files.insert(id, file.clone());
        file
    }

    /// The global pull secret: what the cluster has, with the registries of the spec.
    pub(super) fn global(
        &mut self,
        spec: &Spec<'_>,
        plan: &Plan<'_>,
        body: &mut String,
        command: &str,
    ) {
        self.needs_jq = true;
        self.docker_config(spec, &plan.global_entries, "\"$work/added.json\"", body);
        let _ = write!(
            body,
            concat!(
                "{c} get secret/pull-secret --namespace=openshift-config --template='{{{{index .data \".dockerconfigjson\" | base64decode}}}}' >\"$work/base.json\"\n",
                "jq -c --slurpfile added \"$work/added.json\" '.auths += $added[0].auths' \"$work/base.json\" >\"$work/global.json\"\n",
                "{c} set data secret/pull-secret --namespace=openshift-config --from-file=.dockerconfigjson=\"$work/global.json\"\n",
            ),
            c = command
        );
    }

    /// The commands that write a Docker config. `auth` alone says what `username` and `password`
    /// would, and base64 needs no quoting in JSON.
    fn docker_config(
        &mut self,
        spec: &Spec<'_>,
        entries: &[EntryPlan<'_>],
        file: &str,
        body: &mut String,
    ) {
        self.needs_folder = true;
        let mut parts = String::new();
        let mut open = "{\"auths\":{".to_owned();
        for (number, entry) in entries.iter().enumerate() {
            let named = spec.registries.at(entry.registry);
            let Some(registry) = &named.value else {
                continue;
            };
            let mut key = Vec::new();
            go_json::push_string(&mut key, entry.server);
            open.push_str(&String::from_utf8_lossy(&key));
            let name = named.name.value;
            let value = format!("entry{number}");
            let is_whole = self.entry(name, registry, &value, body);
            open.push_str(if is_whole { ":" } else { ":{\"auth\":\"" });
            let _ = write!(parts, " {} \"${value}\"", quote(&open));
            open.clear();
            open.push_str(if is_whole { "" } else { "\"}" });
            if number + 1 < entries.len() {
                open.push(',');
            }
        }
        open.push_str("}}");
        let _ = writeln!(body, "printf %s{parts} {} >{file}", quote(&open));
    }

    /// The commands that put a registry's credential into a variable of the script: base64 of
    /// user:password, or (then the answer is true) an entry's whole JSON.
    fn entry(
        &mut self,
        name: &str,
        registry: &Registry<'_>,
        variable: &str,
        body: &mut String,
    ) -> bool {
        match &registry.credential {
            Credential::Basic {
                username, password, ..
            } => {
                let username = self.value(name, "username", username);
                let password = self.value(name, "password", password);
                let _ = writeln!(
                    body,
                    "{variable}=$(printf %s:%s {username} {password} | base64 | tr -d '\\n')"
                );
                false
            }
            Credential::Auth(auth) => {
                let auth = self.value(name, "auth", auth);
                let _ = writeln!(body, "{variable}=$(printf %s {auth} | tr -d '\\r\\n')");
                false
            }
            Credential::AuthFile(file) => {
                self.needs_jq = true;
                let server = file.server.unwrap_or(registry.server);
                let _ = writeln!(
                    body,
                    "{variable}=$(jq -ce --arg server {} '.auths[$server]' {})",
                    quote(server.value),
                    path(file.file.value)
                );
                true
            }
            // An entry that the cluster fetches never stands in a config that is made here.
            Credential::External(_) => true,
        }
    }

    /// A value as a word of the script. A literal user name is one; a literal of another kind is a
    /// credential, which stands in the spec and nowhere else: a variable takes its place.
    fn value(&mut self, registry: &str, field: &str, value: &Value<'_>) -> String {
        match value {
            Value::Literal(text) if field == "username" => quote(text.value).into_owned(),
            Value::File(file) => format!("\"$(cat {})\"", path(file.value)),
            Value::Env(name) if shell::is_variable(name.value) => {
                self.variable(name.value.to_owned(), registry, field)
            }
            Value::Env(_) | Value::Literal(_) => {
                self.variable(variable_name(&[registry, field], "_"), registry, field)
            }
        }
    }

    fn variable(&mut self, name: String, registry: &str, field: &str) -> String {
        let word = format!("\"${{{name}:?}}\"");
        self.variables
            .entry(name)
            .or_insert_with(|| format!("the {field} of {registry}"));
        word
    }
}
