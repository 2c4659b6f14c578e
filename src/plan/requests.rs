//! Plan to requests: what has to be read for the objects that will come out, and no more.

use hashbrown::HashMap;

use crate::credential::{Origin, Purpose, Request};
use crate::model::{Credential, Form, PullSecretContent, Spec, Text, Value, WorkflowBody};

use super::{Content, ObjectPlan, Plan, PullSecretSource};

/// What has to be read for the objects of which `keep` holds (`--project`, `--shard`), in the
/// order of the places that ask; each origin once a purpose, at the first place. What no kept
/// object is made of is not asked for. Callers that have no credentials leave out those of which
/// [`Purpose::is_credential`] holds.
#[must_use]
pub fn requests<'t>(
    spec: &Spec<'t>,
    plan: &Plan<'t>,
    keep: impl Fn(&ObjectPlan<'t>) -> bool,
) -> Vec<Request<'t>> {
    let mut gathered = Gathered {
        spec,
        registries: vec![false; spec.registries.len()],
        found: HashMap::new(),
    };
    let mut secrets = vec![false; plan.pull_secrets.len()];
    for object in plan.objects.iter().filter(|object| keep(object)) {
        match object.content {
            Content::PullSecret(id) => secrets[id.0 as usize] = true,
            Content::GlobalPullSecret => gathered.global(plan),
            Content::Workflow(project, at) => {
                let workflow = &plan.projects[project as usize].workflows[at as usize];
                if let WorkflowBody::Template { file, .. } = &workflow.workflow.body {
                    gathered.file(*file, Purpose::Template);
                }
            }
            Content::Namespace(_) | Content::ServiceAccount(..) | Content::Binding(_) => {}
        }
    }
    let mut sealed = false;
    for secret in secrets
        .iter()
        .zip(&plan.pull_secrets)
        .filter_map(|(needed, secret)| needed.then_some(secret))
    {
        sealed |= secret.form == Form::SealedSecret;
        match &secret.content {
            PullSecretSource::Entries(entries) => {
                for entry in entries {
                    gathered.registry(entry.registry);
                }
            }
            PullSecretSource::WholeFile(number) => gathered.whole_file(*number),
            PullSecretSource::Existing => {}
        }
    }
    let certificate = spec.output.sealed_secrets.as_ref();
    if let Some(certificate) = certificate.and_then(|sealed| sealed.certificate)
        && sealed
    {
        gathered.file(certificate, Purpose::Certificate);
    }
    gathered.in_order()
}

struct Gathered<'s, 't> {
    spec: &'s Spec<'t>,
    /// Which registries were looked at.
    registries: Vec<bool>,
    found: HashMap<(Origin<'t>, Purpose), Request<'t>>,
}

impl<'t> Gathered<'_, 't> {
    fn add(&mut self, origin: Origin<'t>, purpose: Purpose, text: Text<'t>) {
        let request = Request {
            origin,
            purpose,
            span: text.span,
        };
        let first = self.found.entry((origin, purpose)).or_insert(request);
        first.span = first.span.min(request.span);
    }

    fn file(&mut self, path: Text<'t>, purpose: Purpose) {
        self.add(Origin::File(path.value), purpose, path);
    }

    fn value(&mut self, value: &Value<'t>) {
        match value {
            Value::Literal(_) => {}
            Value::Env(name) => self.add(Origin::Env(name.value), Purpose::Value, *name),
            Value::File(path) => self.file(*path, Purpose::Value),
        }
    }

    fn registry(&mut self, number: usize) {
        if std::mem::replace(&mut self.registries[number], true) {
            return;
        }
        let spec = self.spec;
        let Some(registry) = &spec.registries.at(number).value else {
            return;
        };
        match &registry.credential {
            Credential::Basic {
                username,
                password,
                email,
            } => {
                self.value(username);
                self.value(password);
                if let Some(email) = email {
                    self.value(email);
                }
            }
            Credential::Auth(auth) => self.value(auth),
            Credential::AuthFile(file) => self.file(file.file, Purpose::AuthFile),
            Credential::External(_) => {}
        }
    }

    fn whole_file(&mut self, number: usize) {
        let spec = self.spec;
        if let Some(secret) = &spec.secrets.at(number).value
            && let PullSecretContent::AuthFile(file) = &secret.content
        {
            self.file(file.file, Purpose::AuthFile);
        }
    }

    fn global(&mut self, plan: &Plan<'t>) {
        if let Some(global) = &self.spec.global_pull_secret {
            self.file(global.base, Purpose::GlobalBase);
        }
        for entry in &plan.global_entries {
            self.registry(entry.registry);
        }
    }

    fn in_order(self) -> Vec<Request<'t>> {
        let mut requests: Vec<_> = self.found.into_values().collect();
        requests.sort_unstable_by_key(|request| (request.span, request.purpose, request.origin));
        requests
    }
}
