//! What is worth a word of each workload.

use std::collections::HashSet;

use hashbrown::HashMap;

use crate::finding::{Finding, NearNames};
use crate::plan::PullSecretId;
use crate::resolve::{Facts, Names, Unknown};
use crate::source::{SourceId, Span, Spanned};
use crate::workload::Image;

use super::Options;
use super::collect::{AccountList, Collected, Namespace, Workload};
use super::ledger::{self, Answer, Ledger, OwnList, is_unmanaged};
use super::template::is_parameter;
use super::words::{self, Whose};

/// Goes through the workloads.
pub(super) struct Auditor<'a> {
    facts: Facts<'a>,
    strict: bool,
    ledger: Ledger<'a>,
    unfit: &'a HashMap<(&'a str, &'a str), Finding>,
    /// Names of Secrets of the manifests, by project.
    brought: HashMap<&'a str, Vec<&'a str>>,
    /// Names of all pull secrets of the spec, whatever the project.
    made: Names<'a>,
    /// Names that the spec gives to OpenShift's own secrets.
    pinned: HashSet<&'a str>,
    near: NearNames,
    /// Files of which it was said that their objects name no namespace.
    homeless: HashSet<SourceId>,
    /// Whether it was said that not all images were asked about.
    is_exhausted: bool,
}

/// What a pod's list hides, and the images that need it.
#[derive(Default)]
struct Hidden {
    secrets: Vec<String>,
    images: Vec<Span>,
}

impl<'a> Auditor<'a> {
    pub(super) fn new(
        facts: Facts<'a>,
        collected: &'a Collected<'a>,
        options: Options<'_>,
    ) -> Self {
        let mut brought: HashMap<&str, Vec<&str>> = HashMap::new();
        for (project, name) in collected.beside.secrets.keys() {
            brought.entry(project).or_default().push(name);
        }
        for names in brought.values_mut() {
            names.sort_unstable();
        }
        let secrets = 0..u32::try_from(facts.plan.pull_secrets.len()).unwrap_or(u32::MAX);
        let accounts = facts.plan.projects.iter();
        let pinned = accounts
            .flat_map(|project| &project.service_accounts)
            .filter_map(|account| account.pinned.as_deref());
        Self {
            facts,
            strict: options.strict,
            ledger: Ledger::new(facts, collected),
            unfit: &collected.unfit,
            brought,
            made: Names::new(facts, secrets.map(PullSecretId)),
            pinned: pinned.collect(),
            near: NearNames::default(),
            homeless: HashSet::new(),
            is_exhausted: false,
        }
    }

    /// A service account of the manifests: whether what it lists is there.
    pub(super) fn account(&mut self, account: &'a AccountList<'a>, findings: &mut Vec<Finding>) {
        let whose = (
            account.namespace.name(),
            account.name,
            self.ledger.list(&account.list),
        );
        let names = account.list.iter().map(String::as_str);
        for (name, span) in names.zip(&account.places) {
            self.named(account.namespace, whose, name, *span, findings);
        }
    }

    /// A workload: its account, the secrets that it names, its images.
    pub(super) fn workload(&mut self, workload: &'a Workload<'a>, findings: &mut Vec<Finding>) {
        let pod = &workload.pod;
        let account = pod.service_account.map_or("default", |name| name.value);
        let project = workload.namespace.name();
        let own_list = self.ledger.list(&workload.own_list);
        if let (Namespace::Known(_), Some(written)) = (workload.namespace, pod.service_account) {
            self.account_name(workload, own_list, written, findings);
        }
        let before = findings.len();
        for secret in &pod.pull_secrets {
            if !(workload.is_argo && is_parameter(secret.name)) {
                let whose = (project, account, own_list);
                self.named(
                    workload.namespace,
                    whose,
                    secret.name,
                    secret.span,
                    findings,
                );
            }
        }
        // A list with a fault of its own is mended by mending that.
        let list_is_sound = findings.len() == before;
        let mut hidden = Hidden::default();
        for image in &pod.images {
            let runs_later = workload.is_argo && is_parameter(image.reference);
            if image.never_pulled || runs_later || image.reference.trim().is_empty() {
                continue;
            }
            match workload.namespace {
                Namespace::Known(_) => {
                    self.image(workload, own_list, image, &mut hidden, findings);
                }
                namespace => self.anywhere(workload, namespace, image, findings),
            }
            self.exhausted(image, findings);
        }
        if let (Some(key), false, true) = (
            pod.pull_secrets_key,
            hidden.secrets.is_empty(),
            list_is_sound,
        ) {
            findings.push(words::list_hidden(
                key,
                (project, account),
                &hidden.secrets,
                &hidden.images,
            ));
        }
    }

    fn account_name(
        &mut self,
        workload: &'a Workload<'a>,
        own_list: OwnList<'a>,
        account: Spanned<&'a str>,
        findings: &mut Vec<Finding>,
    ) {
        let project = workload.namespace.name();
        let asked = self.ledger.pods((project, account.value, own_list));
        let parameter = workload.is_argo && is_parameter(account.value);
        if asked.unknown == Some(Unknown::ServiceAccount) && !parameter {
            findings.push(words::account_not_known(
                self.facts,
                &mut self.near,
                project,
                account.value,
                account.span,
            ));
        }
    }

    /// A secret that something names.
    fn named(
        &mut self,
        namespace: Namespace<'a>,
        whose: ledger::Whose<'a>,
        name: &'a str,
        span: Span,
        findings: &mut Vec<Finding>,
    ) {
        let project = namespace.name();
        findings.extend(self.unfit.get(&(project, name)).cloned());
        if name.is_empty() || self.ledger.has(whose, name) {
            return;
        }
        let project = match namespace {
            // Who manages the project may make it.
            Namespace::Known(project) if is_unmanaged(self.facts, project) => return,
            // Another spec may make it there, unless it is clearly one of ours.
            Namespace::Known(project)
                if self.facts.spec.projects.number(project).is_none()
                    && self.made.get(name).is_none() =>
            {
                return;
            }
            Namespace::Known(project) => Some(project),
            Namespace::Open | Namespace::Cluster
                if self.made.get(name).is_some() || self.pinned.contains(name) =>
            {
                return;
            }
            Namespace::Open | Namespace::Cluster => None,
        };
        let meant = match project {
            Some(_) => self.ledger.meant(whose, name),
            None => self.made.meant(name),
        };
        if let Some(id) = meant {
            findings.push(words::without_hash(self.facts, project, name, id, span));
            return;
        }
        let brought = self.brought.get(namespace.name());
        let brought = brought.into_iter().flatten().copied();
        findings.push(words::secret_not_made(
            self.facts,
            &mut self.near,
            project,
            (name, self.made.get(name).is_some()),
            span,
            brought,
        ));
    }

    /// Says once that from this image on nothing more is asked.
    fn exhausted(&mut self, image: &Image<'_>, findings: &mut Vec<Finding>) {
        if self.ledger.is_exhausted() && !std::mem::replace(&mut self.is_exhausted, true) {
            findings.push(words::too_much(image));
        }
    }

    /// An image whose project is known.
    fn image(
        &mut self,
        workload: &'a Workload<'a>,
        own_list: OwnList<'a>,
        image: &'a Image<'a>,
        hidden: &mut Hidden,
        findings: &mut Vec<Finding>,
    ) {
        let written = image.service_account.or(workload.pod.service_account);
        let account = written.map_or("default", |name| name.value);
        if workload.is_argo && is_parameter(account) {
            return;
        }
        if let Some(written) = image.service_account {
            self.account_name(workload, own_list, written, findings);
        }
        let project = workload.namespace.name();
        let key = (project, account, own_list);
        let answer = self.ledger.answer(key, image.reference);
        let whose = Whose {
            project,
            account,
            own_list: own_list.names,
            brought: self.ledger.brought(project, account),
        };
        let is_failure = match &answer {
            Answer::NotCovered { .. } | Answer::Nobody { .. } => true,
            Answer::NotGranted { .. } => false,
            Answer::NoName(_) => {
                findings.push(words::no_name(image));
                return;
            }
            Answer::NotKnown { repository } => {
                if self.strict {
                    findings.push(words::registry_not_known(image, repository));
                }
                return;
            }
            Answer::Pulled(_) | Answer::Undecided => return,
        };
        // What an account has that is reported as unknown, or is others' to say, nobody can tell.
        let unknown = self.ledger.pods(key).unknown;
        let alone = own_list.names.is_empty();
        if unknown == Some(Unknown::ServiceAccount) && alone
            || is_failure && self.is_others(workload, key)
        {
            return;
        }
        let as_account = match (alone, unknown) {
            (false, None) => self
                .ledger
                .answer((project, account, OwnList::NONE), image.reference),
            _ => Answer::Undecided,
        };
        let would = match &as_account {
            Answer::Pulled(secrets) => secrets.clone(),
            _ => Vec::new(),
        };
        if !would.is_empty() {
            hidden.images.push(image.span);
            for secret in &would {
                if !hidden.secrets.contains(secret) {
                    hidden.secrets.push(secret.clone());
                }
            }
        }
        let (facts, near) = (self.facts, &mut self.near);
        let mut finding = match answer {
            Answer::NotCovered { repository, by } => {
                words::not_covered(facts, near, whose, image, &repository, &by, &would)
            }
            Answer::Nobody { repository } => {
                // What would be missing next is said at once.
                if let Answer::NotGranted { repository, why } = as_account {
                    findings.push(words::not_granted(
                        facts,
                        near,
                        whose,
                        image,
                        &repository,
                        why,
                    ));
                }
                words::nobody(facts, whose, image, &repository, &would)
            }
            Answer::NotGranted { repository, why } => {
                words::not_granted(facts, near, whose, image, &repository, why)
            }
            _ => return,
        };
        if let (Some(Unknown::Project), Some(namespace)) = (unknown, workload.manifest.namespace) {
            finding = finding.also(namespace.span, "the spec does not have this project");
        }
        findings.push(finding);
    }

    /// Whether a pod may pull with secrets that others make: where a list is Argo's to fill, and
    /// in projects that are not ours to manage.
    fn is_others(&mut self, workload: &'a Workload<'a>, key: ledger::Whose<'a>) -> bool {
        let (project, _, own_list) = key;
        if workload.is_argo && own_list.names.iter().any(|name| is_parameter(name)) {
            return true;
        }
        let unmanaged = is_unmanaged(self.facts, project);
        let foreign = self.ledger.pods(key).unknown == Some(Unknown::Project);
        match own_list.names {
            [] => unmanaged,
            names => (unmanaged || foreign) && names.iter().any(|name| !self.ledger.has(key, name)),
        }
    }

    /// An image of an object that goes nobody knows where.
    fn anywhere(
        &mut self,
        workload: &'a Workload<'a>,
        namespace: Namespace<'a>,
        image: &'a Image<'a>,
        findings: &mut Vec<Finding>,
    ) {
        match self.ledger.answer(("", "", OwnList::NONE), image.reference) {
            Answer::NoName(_) => findings.push(words::no_name(image)),
            Answer::NotKnown { repository } if self.strict => {
                findings.push(words::registry_not_known(image, &repository));
            }
            Answer::NotCovered { .. } | Answer::NotGranted { .. }
                if namespace == Namespace::Open && self.homeless.insert(workload.source) =>
            {
                let kind = workload.manifest.kind.span;
                findings.push(words::namespace_not_known(kind));
            }
            _ => {}
        }
    }
}
