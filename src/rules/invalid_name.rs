//! Names that Kubernetes refuses.

use std::borrow::Cow;

use crate::finding::{Finding, catalogue};
use crate::model::{
    Credential, ExternalSource, Profile, Puller, Spec, Text, Workflow, WorkflowKind, WorkflowName,
};
use crate::source::Span;

use super::kubernetes_name::{
    LABEL_LENGTH, SUBDOMAIN_LENGTH, label_fault, mended, path_segment_fault, prefix_fault,
    subdomain_fault,
};
use super::usage::Usage;
use super::{Checked, Destination, Needs, Rule};

/// Names of projects, Secrets, service accounts, bindings and workflows.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::INVALID_NAME],
    needs: Needs::Spec,
    check,
};

/// What the API server puts behind `generateName`: five characters.
const GENERATED_LENGTH: usize = 5;
/// What a hash takes behind a name: a dash and ten characters.
const HASH_LENGTH: usize = 11;
/// Argo puts a dash and the time behind a CronWorkflow's name.
const CRON_LENGTH: usize = 52;

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    if let Some(name) = &spec.name
        && checked.situation.destination == Destination::Application
        && let Some(fault) = subdomain_fault(name.value, SUBDOMAIN_LENGTH)
    {
        refuse(name, "Application", &fault, true, findings);
    }
    for named in spec.projects.iter() {
        if let Some(fault) = label_fault(named.name.value) {
            refuse(&named.name, "project", &fault, false, findings);
        }
    }
    secrets(checked, findings);
    for (_, _, profile) in spec.profiles.found() {
        settings(profile, findings);
    }
    for (_, _, project) in spec.projects.found() {
        settings(&project.own, findings);
    }
    grants(spec, findings);
}

fn secrets(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    let usage = Usage::of(spec, checked.plan);
    let longest = match spec.output.hashes_names() {
        true => SUBDOMAIN_LENGTH - HASH_LENGTH,
        false => SUBDOMAIN_LENGTH,
    };
    for (number, name, registry) in spec.registries.found() {
        if let Credential::External(external) = &registry.credential {
            let (source, of) = match &external.source {
                ExternalSource::Store { store, .. } => (&store.name, "store"),
                ExternalSource::Generator(generator) => (&generator.name, "generator"),
            };
            if let Some(fault) = subdomain_fault(source.value, SUBDOMAIN_LENGTH) {
                refuse(source, of, &fault, true, findings);
            }
        }
        // One whose entries only other secrets hold never is the name of a Secret.
        if usage.entries[number] && !usage.linked[number] {
            continue;
        }
        if let Some(fault) = subdomain_fault(name.value, longest) {
            refuse(name, "Secret", &fault, true, findings);
        } else if registry.auth_server.is_some() && registry.auth_secret_name.is_none() {
            let of_token_service = format!("{}-auth", name.value);
            if let Some(fault) = subdomain_fault(&of_token_service, longest) {
                findings.push(
                    catalogue::INVALID_NAME
                        .at(
                            name.span,
                            format!(
                                "`{of_token_service}` cannot be the name of a Secret: it {fault}"
                            ),
                        )
                        .label("the Secret of its token service is named after it")
                        .help("set `authSecretName` to a shorter name"),
                );
            }
        }
        if let Some(name) = &registry.auth_secret_name
            && let Some(fault) = subdomain_fault(name.value, longest)
        {
            refuse(name, "Secret", &fault, true, findings);
        }
    }
    for (_, name, _) in spec.secrets.found() {
        if let Some(fault) = subdomain_fault(name.value, longest) {
            refuse(name, "Secret", &fault, true, findings);
        }
    }
}

fn settings(settings: &Profile<'_>, findings: &mut Vec<Finding>) {
    for named in settings
        .service_accounts
        .iter()
        .flat_map(|accounts| accounts.iter())
    {
        if let Some(fault) = subdomain_fault(named.name.value, SUBDOMAIN_LENGTH) {
            refuse(&named.name, "service account", &fault, true, findings);
        }
    }
    for workflow in &settings.workflows {
        self::workflow(workflow, findings);
    }
}

fn workflow(workflow: &Workflow<'_>, findings: &mut Vec<Finding>) {
    let longest = match workflow.kind {
        WorkflowKind::CronWorkflow => CRON_LENGTH,
        WorkflowKind::Workflow | WorkflowKind::WorkflowTemplate => LABEL_LENGTH,
    };
    let kind = workflow.kind.word();
    let (prefix, longest) = match &workflow.name {
        WorkflowName::Name(name) => {
            if let Some(fault) = subdomain_fault(name.value, longest) {
                refuse(name, kind, &fault, true, findings);
            }
            return;
        }
        // The API server shortens a long prefix so that 63 characters come out, which only a
        // CronWorkflow cannot have.
        WorkflowName::Generate(prefix) => match workflow.kind {
            WorkflowKind::CronWorkflow => (prefix, longest - GENERATED_LENGTH),
            WorkflowKind::Workflow | WorkflowKind::WorkflowTemplate => (prefix, SUBDOMAIN_LENGTH),
        },
        WorkflowName::Hash(prefix) => (prefix, longest - HASH_LENGTH),
    };
    if let Some(fault) = prefix_fault(prefix.value, longest) {
        let of = format!("{kind}, or its start");
        refuse(prefix, &of, &fault, true, findings);
    }
}

fn grants(spec: &Spec<'_>, findings: &mut Vec<Finding>) {
    for grant in &spec.grants {
        if let Some(name) = &grant.name
            && let Some(fault) = path_segment_fault(name.value)
        {
            findings.push(
                catalogue::INVALID_NAME
                    .at(
                        name.span,
                        format!(
                            "{} cannot be the name of a RoleBinding: it {fault}",
                            shown(name.value)
                        ),
                    )
                    .help("write a name without `/` and `%`, or leave `name` out"),
            );
        }
        for puller in &grant.pullers {
            if let Puller::Account { account, .. } = puller
                && let Some(fault) = subdomain_fault(account.value, SUBDOMAIN_LENGTH)
                && !is_listed(spec, puller)
            {
                refuse(account, "service account", &fault, true, findings);
            }
        }
    }
}

/// Whether the account's own line is there to be reported.
fn is_listed(spec: &Spec<'_>, puller: &Puller<'_>) -> bool {
    let Puller::Account { project, account } = puller else {
        return false;
    };
    spec.projects
        .number(project.value)
        .and_then(|number| spec.projects.at(number).value.as_ref())
        .is_none_or(|project| {
            project.unmanaged.is_none()
                || project
                    .own
                    .service_accounts
                    .as_ref()
                    .is_some_and(|accounts| accounts.number(account.value).is_some())
        })
}

fn refuse(name: &Text<'_>, of: &str, fault: &str, dots: bool, findings: &mut Vec<Finding>) {
    findings.push(refused(name.value, name.span, of, fault, dots));
}

fn refused(name: &str, place: Span, of: &str, fault: &str, dots: bool) -> Finding {
    let article = if of.starts_with(['a', 'e', 'i', 'o', 'u', 'A']) {
        "an"
    } else {
        "a"
    };
    let rule = if dots {
        "lowercase letters, digits, `-` and `.`, with a letter or digit at both ends"
    } else {
        "lowercase letters, digits and `-`, with a letter or digit at both ends"
    };
    let help = match mended(name, dots) {
        Some(mended) if mended != name => format!("write `{mended}`, or another name of {rule}"),
        _ => format!("write a name of {rule}"),
    };
    catalogue::INVALID_NAME
        .at(
            place,
            format!(
                "{} cannot be the name of {article} {of}: it {fault}",
                shown(name)
            ),
        )
        .help(help)
}

fn shown(name: &str) -> Cow<'_, str> {
    if name.is_empty() {
        Cow::Borrowed("an empty text")
    } else {
        Cow::Owned(format!("`{name}`"))
    }
}
