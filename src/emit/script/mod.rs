//! The commands that do by hand what the spec says, as a shell script: `oc`, or `kubectl` where the
//! platform is plain Kubernetes. A reviewer who knows the commands can read the spec through it.
//!
//! No credential is in the script or among a command's arguments. It comes from variables and
//! files, and goes into the cluster through files of mode 0600 in a folder that is removed at the
//! end. Every command may be run again.

mod secrets;
mod shell;

use std::fmt::Write as _;

use crate::kubernetes::PINNED;
use crate::lower::{Body, Lowering, Object, Subject};
use crate::model::{Form, PlatformKind, Spec};
use crate::plan::{Content, ObjectKind, ObjectPlan, Plan, built_in_accounts};
use crate::printable::printable;

use super::YamlWriter;
use shell::quote;

/// What a script is made from.
pub struct Script<'a> {
    /// The spec.
    pub spec: &'a Spec<'a>,
    /// The objects of the selection.
    pub plan: &'a Plan<'a>,
    /// Their final names and metadata; no credential needs to have been read.
    pub lowering: &'a Lowering<'a>,
}

impl<'a> Script<'a> {
    /// Writes the script. `object` gives those objects that are applied as they are: workflows
    /// and Secrets that the cluster fetches.
    pub fn write(&self, object: impl Fn(&'a ObjectPlan<'a>) -> Option<Object<'a>>) -> String {
        let mut sources = secrets::Sources::new(self.spec);
        let mut body = String::new();
        let mut last = None;
        for planned in self.lowering.in_order() {
            if last != Some((planned.kind, planned.namespace)) {
                let _ = write!(body, "\n# {}\n", heading(planned));
                last = Some((planned.kind, planned.namespace));
            }
            match planned.content {
                Content::Namespace(_) => self.created(&mut body, planned, "namespace", ""),
                Content::PullSecret(id)
                    if self.plan.pull_secret(id).form == Form::ExternalSecret =>
                {
                    apply(&mut body, self.command(), object(planned));
                }
                Content::PullSecret(id) => {
                    let file = sources.pull_secret(self.spec, self.plan, id, &mut body);
                    let arguments = format!(
                        " --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson={file}"
                    );
                    self.created(&mut body, planned, "secret generic", &arguments);
                }
                Content::GlobalPullSecret => {
                    sources.global(self.spec, self.plan, &mut body, self.command());
                }
                Content::ServiceAccount(..) => self.account(&mut body, planned),
                Content::Binding(_) => self.binding(&mut body, planned),
                Content::Workflow(..) => apply(&mut body, self.command(), object(planned)),
            }
        }
        let mut script = self.head(&sources);
        script.push_str(&body);
        script
    }

    fn command(&self) -> &'static str {
        match self.spec.platform.kind() {
            PlatformKind::OpenShift => "oc",
            PlatformKind::Kubernetes => "kubectl",
        }
    }

    /// The lines above the first command.
    fn head(&self, sources: &secrets::Sources) -> String {
        let name = self.spec.name.map_or("the spec", |name| name.value);
        let mut head = format!(
            "#!/usr/bin/env bash\n# What {} says, as commands. Run them in the folder of the spec, logged in to the cluster;\n# they may be run again.\n",
            printable(name)
        );
        if !sources.variables().is_empty() {
            head.push_str("#\n# Credentials come from these variables:\n");
            for (variable, meaning) in sources.variables() {
                let _ = writeln!(head, "#   {variable}: {}", printable(meaning));
            }
        }
        if self.spec.output.hashes_names() {
            head.push_str("#\n# Secrets are named without the hash that `nameSuffixHash` puts behind their names.\n");
        }
        // Words in single quotes are meant as they stand.
        head.push_str("# shellcheck disable=SC2016\nset -euo pipefail\numask 077\n");
        if sources.needs_jq() {
            head.push_str("command -v jq >/dev/null || { echo 'jq is needed' >&2; exit 2; }\n");
        }
        if sources.needs_folder() {
            let work = sources.work();
            let _ = writeln!(
                head,
                "{work}=$(mktemp -d)\ntrap 'rm -rf -- \"${work}\"' EXIT"
            );
        }
        head.push_str(sources.functions());
        head
    }

    /// Creates an object, or brings it to what it must be, then its labels and annotations.
    fn created(&self, body: &mut String, planned: &ObjectPlan<'_>, kind: &str, arguments: &str) {
        let command = self.command();
        let metadata = self.lowering.metadata(planned);
        let name = quote(&metadata.name);
        let namespace = namespace_of(planned);
        let _ = writeln!(
            body,
            "{command} create {kind} {name}{namespace}{arguments} --dry-run=client -o yaml | {command} apply -f -"
        );
        self.marks(body, planned, kind.split(' ').next().unwrap_or(kind));
    }

    /// Labels and annotations.
    fn marks(&self, body: &mut String, planned: &ObjectPlan<'_>, kind: &str) {
        let metadata = self.lowering.metadata(planned);
        let command = self.command();
        let lists = [
            ("label", &metadata.labels),
            ("annotate", &metadata.annotations),
        ];
        for (verb, pairs) in lists {
            let pairs: Vec<String> = pairs
                .iter()
                .filter(|(key, _)| key != PINNED)
                .map(|(key, value)| quote(&format!("{key}={value}")).into_owned())
                .collect();
            if !pairs.is_empty() {
                let _ = writeln!(
                    body,
                    "{command} {verb} {kind} {}{} --overwrite {}",
                    quote(&metadata.name),
                    namespace_of(planned),
                    pairs.join(" ")
                );
            }
        }
    }

    fn account(&self, body: &mut String, planned: &ObjectPlan<'_>) {
        let Some(object) = self.lowering.object(planned) else {
            return;
        };
        let Body::ServiceAccount { pull, mount } = &object.body else {
            return;
        };
        let kind = self.spec.platform.kind();
        if built_in_accounts(kind).contains(&&*planned.name) {
            self.marks(body, planned, "serviceaccount");
        } else {
            self.created(body, planned, "serviceaccount", "");
        }
        // The pinned secret is OpenShift's own: linking leaves it where it stands.
        let pinned = object
            .metadata
            .annotations
            .iter()
            .find(|(key, _)| key == PINNED)
            .map(|(_, name)| &**name);
        let pull: Vec<&str> = pull
            .iter()
            .copied()
            .filter(|name| Some(*name) != pinned)
            .collect();
        for (purpose, list, field) in [
            ("pull", &pull, "imagePullSecrets"),
            ("mount", mount, "secrets"),
        ] {
            if list.is_empty() {
                continue;
            }
            let _ = match kind {
                PlatformKind::OpenShift => writeln!(
                    body,
                    "oc secrets link {} {} --for={purpose}{}",
                    quote(&planned.name),
                    words(list),
                    namespace_of(planned)
                ),
                PlatformKind::Kubernetes => writeln!(
                    body,
                    "kubectl patch serviceaccount {}{} --patch={}",
                    quote(&planned.name),
                    namespace_of(planned),
                    quote(&patch(field, list))
                ),
            };
        }
    }

    fn binding(&self, body: &mut String, planned: &ObjectPlan<'_>) {
        let Some(object) = self.lowering.object(planned) else {
            return;
        };
        let Body::RoleBinding { subjects } = &object.body else {
            return;
        };
        for subject in subjects {
            let (to, name) = match subject {
                Subject::Group(group) => ("group", group.to_string()),
                Subject::ServiceAccount { name, namespace } => {
                    ("user", format!("system:serviceaccount:{namespace}:{name}"))
                }
            };
            let _ = writeln!(
                body,
                "oc policy add-role-to-{to} system:image-puller {}{} --rolebinding-name={}",
                quote(&name),
                namespace_of(planned),
                quote(&planned.name)
            );
        }
        self.marks(body, planned, "rolebinding");
    }
}

fn namespace_of(planned: &ObjectPlan<'_>) -> String {
    match planned.kind {
        ObjectKind::Namespace => String::new(),
        _ => format!(" --namespace={}", quote(planned.namespace)),
    }
}

fn heading(planned: &ObjectPlan<'_>) -> String {
    let namespace = printable(planned.namespace);
    match planned.kind {
        ObjectKind::Namespace => format!("Project {namespace}"),
        ObjectKind::Secret => format!("Pull secrets of {namespace}"),
        ObjectKind::ServiceAccount => format!("Service accounts of {namespace}"),
        ObjectKind::RoleBinding => format!("Who may pull the images of {namespace}"),
        ObjectKind::Workflow => format!("Workflows of {namespace}"),
    }
}

fn words(list: &[&str]) -> String {
    let quoted: Vec<_> = list.iter().map(|word| quote(word)).collect();
    quoted.join(" ")
}

/// A strategic merge patch: Kubernetes merges both lists by name.
fn patch(field: &str, list: &[&str]) -> String {
    let names: Vec<serde_json::Value> = list
        .iter()
        .map(|name| serde_json::json!({ "name": name }))
        .collect();
    serde_json::json!({ field: names }).to_string()
}

/// Applies an object as it is; one whose name the API server makes is created.
fn apply(body: &mut String, command: &str, object: Option<Object<'_>>) {
    let Some(object) = object else {
        return;
    };
    let mut yaml = YamlWriter::with_capacity(1024);
    object.write(&mut yaml);
    let text = yaml.into_string();
    let verb = match object.metadata.generate {
        true => "create",
        false => "apply",
    };
    let end = shell::delimiter(&text);
    let _ = write!(body, "{command} {verb} -f - <<'{end}'\n{text}{end}\n");
}
