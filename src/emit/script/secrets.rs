//! Where a script gets Docker configs from: files that it makes of variables and other files.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use hashbrown::HashMap;

use crate::credential::{go_json, variable_name};
use crate::model::{Credential, PullSecretContent, Registry, Spec, Value};
use crate::plan::{EntryPlan, Plan, PullSecretId, PullSecretSource};

use super::shell::{self, path, quote};

/// What a script needs, gathered while it is written.
pub(super) struct Sources {
    /// What the script's own variables start with, so that none is one of the spec's.
    own: String,
    /// Variables and what they hold, by name.
    variables: BTreeMap<String, String>,
    /// The argument that names a pull secret's file, by its number.
    files: HashMap<PullSecretId, String>,
    needs_jq: bool,
    needs_folder: bool,
    needs_text: bool,
}

/// Prints what a file holds as a build reads it: without the line break at its end, of which the
/// shell itself would take all.
const TEXT: &str = r#"text() {
  local held
  held=$(cat -- "$1" && printf .) || return
  held=${held%.}
  case $held in
    *$'\r\n') held=${held%$'\r\n'} ;;
    *$'\n') held=${held%$'\n'} ;;
  esac
  printf %s "$held"
}
"#;

impl Sources {
    /// Nothing yet.
    pub(super) fn new(spec: &Spec<'_>) -> Self {
        let mut own = String::new();
        let is_taken = |own: &str| {
            let is_own = |name: &str| {
                let rest = name.strip_prefix(own);
                rest.is_some_and(|rest| rest == WORK || rest.starts_with(ENTRY))
            };
            let registries = spec.registries.found();
            registries
                .flat_map(|(_, _, registry)| values(registry))
                .any(|value| matches!(value, Value::Env(name) if is_own(name.value)))
        };
        while is_taken(&own) {
            own.push('_');
        }
        Self {
            own,
            variables: BTreeMap::new(),
            files: HashMap::new(),
            needs_jq: false,
            needs_folder: false,
            needs_text: false,
        }
    }

    /// The variable with the folder for files.
    pub(super) fn work(&self) -> String {
        format!("{}{WORK}", self.own)
    }

    /// The functions that the script calls.
    pub(super) fn functions(&self) -> &'static str {
        match self.needs_text {
            true => TEXT,
            false => "",
        }
    }

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
                    Some(PullSecretContent::AuthFile(file)) => {
                        self.whole_file(file.file.value, id, body)
                    }
                    _ => return String::new(),
                }
            }
            PullSecretSource::Existing => return String::new(),
            PullSecretSource::Entries(entries) => {
                let file = self.made(&id.0.to_string());
                self.docker_config(spec, entries, &file, body);
                file
            }
        };
        self.files.insert(id, file.clone());
        file
    }

    /// A file that is there. The argument that names it has a syntax of its own, in which no comma
    /// and no equals sign belongs to a path.
    fn whole_file(&mut self, file: &str, id: PullSecretId, body: &mut String) -> String {
        if !file.contains([',', '=']) {
            return path(file).into_owned();
        }
        self.needs_folder = true;
        let copy = self.made(&id.0.to_string());
        let _ = writeln!(body, "cp -- {} {copy}", path(file));
        copy
    }

    /// A file that the script makes, as a word of it.
    fn made(&self, name: &str) -> String {
        format!("\"${}/{name}.json\"", self.work())
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
        let [added, base, global] = ["added", "base", "global"].map(|name| self.made(name));
        self.docker_config(spec, &plan.global_entries, &added, body);
        let _ = write!(
            body,
            concat!(
                "{c} get secret/pull-secret --namespace=openshift-config --template='{{{{index .data \".dockerconfigjson\" | base64decode}}}}' >{base}\n",
                "jq -c --slurpfile added {added} '.auths += $added[0].auths' {base} >{global}\n",
                "{c} set data secret/pull-secret --namespace=openshift-config --from-file=.dockerconfigjson={global}\n",
            ),
            c = command,
            added = added,
            base = base,
            global = global,
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
            let value = format!("{}{ENTRY}{number}", self.own);
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
                let pair = match (username, password) {
                    (Word::Text(username), Word::Text(password)) => {
                        format!("printf %s:%s {username} {password}")
                    }
                    // Each is heeded where it fails.
                    (username, password) => {
                        let [username, password] = [username, password].map(Word::printed);
                        format!("{{ {username} && printf : && {password}; }}")
                    }
                };
                let _ = writeln!(body, "{variable}=$({pair} | base64 | tr -d '\\n')");
                false
            }
            Credential::Auth(auth) => {
                let auth = self.value(name, "auth", auth).printed();
                let _ = writeln!(body, "{variable}=$({auth} | tr -d '\\r\\n')");
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
    fn value(&mut self, registry: &str, field: &str, value: &Value<'_>) -> Word {
        Word::Text(match value {
            Value::Literal(text) if field == "username" => quote(text.value).into_owned(),
            Value::File(file) => {
                self.needs_text = true;
                return Word::File(path(file.value).into_owned());
            }
            Value::Env(name) if shell::is_variable(name.value) => {
                self.variable(name.value.to_owned(), registry, field)
            }
            Value::Env(_) | Value::Literal(_) => {
                self.variable(variable_name(&[registry, field], "_"), registry, field)
            }
        })
    }

    fn variable(&mut self, name: String, registry: &str, field: &str) -> String {
        let word = format!("\"${{{name}:?}}\"");
        self.variables
            .entry(name)
            .or_insert_with(|| format!("the {field} of {registry}"));
        word
    }
}

/// The end of the name of the variable with the folder for files.
const WORK: &str = "work";
/// What stands before the number in the names of variables with entries.
const ENTRY: &str = "entry";

/// Where a value comes from, as a word of the script.
enum Word {
    /// The value itself.
    Text(String),
    /// The file that it is in.
    File(String),
}

impl Word {
    /// The command that prints the value.
    fn printed(self) -> String {
        match self {
            Self::Text(word) => format!("printf %s {word}"),
            Self::File(path) => format!("text {path}"),
        }
    }
}

/// The values of a registry's credential that the script reads.
fn values<'s, 't>(registry: &'s Registry<'t>) -> impl Iterator<Item = &'s Value<'t>> {
    let values = match &registry.credential {
        Credential::Basic {
            username, password, ..
        } => [Some(username), Some(password)],
        Credential::Auth(auth) => [Some(auth), None],
        Credential::AuthFile(_) | Credential::External(_) => [None, None],
    };
    values.into_iter().flatten()
}
