//! Spec to findings: what is wrong with the meaning of a spec. One rule, one file, one line in
//! the list below. Shape is `model::read`'s business, contents of files `credential::decode`'s.

use crate::credential::{self, Answers, Decoded, SeenEntry, decode};
use crate::finding::{Code, Finding};
use crate::model::Spec;
use crate::plan::Plan;

/// What a rule needs to have before it can run.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Needs {
    /// The spec and the plan alone.
    Spec,
    /// What was read from files and variables ([`Checked::credentials`]). Where none was read,
    /// such a rule sees what is written in the spec itself, and counts as not run.
    Credentials,
}

/// A rule: which codes it may report, what it needs, what it does.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The codes that it reports.
    pub codes: &'static [Code],
    /// What it needs.
    pub needs: Needs,
    /// Looks at the spec and reports.
    pub check: fn(&Checked<'_>, &mut Vec<Finding>),
}

/// What rules look at.
pub struct Checked<'a> {
    /// The spec.
    pub spec: &'a Spec<'a>,
    /// What will be emitted.
    pub plan: &'a Plan<'a>,
    /// What was read; `None` where no credential was asked for (rules then get what is written in
    /// the spec itself).
    pub credentials: Option<&'a Decoded>,
    /// What is known of the run.
    pub situation: Situation,
}

impl Checked<'_> {
    /// Looks at every entry that was read: those of registries, then those of whole files.
    fn each_entry(&self, look: impl FnMut(&SeenEntry<'_>)) {
        if let Some(credentials) = self.credentials {
            credentials.each_entry(self.spec, look);
        }
    }
}

/// What is known of the run beside the spec.
#[derive(Clone, Copy, Debug, Default)]
pub struct Situation {
    /// Seconds since 1970.
    pub now: i64,
    /// Where the objects go.
    pub destination: Destination,
    /// Whether the output lies in a Git work tree and is not ignored there.
    pub inside_git: bool,
}

/// Where objects go.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Destination {
    /// One stream, or nowhere (`check`).
    #[default]
    Stream,
    /// A directory with kustomizations.
    Kustomize,
    /// A directory without.
    Flat,
    /// Items of a Kustomize function.
    Function,
    /// An Argo CD Application of the spec's name, which applies them.
    Application,
}

/// Lists the files of rules; each has a `RULE`.
macro_rules! rules {
    ($($module:ident),* $(,)?) => {
        $(mod $module;)*
        /// Every rule. The order does not matter: findings are sorted by place.
        pub const RULES: &[Rule] = &[$($module::RULE),*];
    };
}

mod emitted;
pub(crate) mod kubernetes_name;
mod pod_lists;
mod settings;
mod usage;
mod whole_files;

rules! {
    auth_missing_or_differs,
    binding_name_reserved,
    blank_in_credential,
    broken_entry,
    certificate_missing,
    docker_hub_spelling,
    entry_hidden,
    file_entry_hidden,
    form_needs_other_source,
    generate_name_applied,
    global_always_plain,
    global_rollout,
    grant_covered,
    grant_in_own_project,
    grant_too_wide,
    hook_without_name,
    identity_token,
    invalid_label,
    invalid_name,
    json_key_form,
    literal_password,
    name_twice,
    not_on_platform,
    object_twice,
    one_runtime_only,
    overlay_breaks,
    path_prefix,
    pinned_name_invalid,
    pinned_name_shared,
    pinned_name_taken,
    pinned_name_unused,
    pinned_secret_later,
    pinned_too_old,
    plain_secret_in_git,
    project_not_managed,
    recipient_invalid,
    registry_removed,
    scope_annotation,
    server_form,
    server_twice,
    short_lived_password,
    telemetry_entry_replaced,
    token_expires,
    token_service,
    unused_definition,
}

pub(crate) use server_form::{mended, why_never_found};

/// Runs every rule. Returns the findings, and the codes that could not run on everything since no
/// credential was read: literals of the spec are checked all the same.
#[must_use]
pub fn check(checked: &Checked<'_>) -> (Vec<Finding>, Vec<Code>) {
    let mut findings = Vec::new();
    let mut not_run = Vec::new();
    let literals;
    let checked = match checked.credentials {
        Some(_) => checked,
        None => {
            let (decoded, faults) = decode(checked.spec, &Answers::default());
            literals = decoded;
            findings.extend(faults);
            not_run.extend_from_slice(credential::CODES);
            &Checked {
                credentials: Some(&literals),
                ..*checked
            }
        }
    };
    let literals_alone = !not_run.is_empty();
    for rule in RULES {
        if literals_alone && rule.needs == Needs::Credentials {
            not_run.extend_from_slice(rule.codes);
        }
        (rule.check)(checked, &mut findings);
    }
    not_run.sort_unstable_by_key(|code| code.name());
    not_run.dedup();
    (findings, not_run)
}
