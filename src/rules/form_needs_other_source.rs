//! Forms and sources that exclude each other: an ExternalSecret has no value in it, and every
//! other form needs one.

use crate::finding::{Finding, catalogue};
use crate::model::{Credential, External, Form, Spec};
use crate::plan::{EntryPlan, PullSecretPlan, PullSecretSource};

use super::emitted::{emitted, form_place};
use super::{Checked, Needs, Rule};

/// A registry with `external` under a form that needs values, and the reverse.
pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::FORM_NEEDS_OTHER_SOURCE],
    needs: Needs::Spec,
    check,
};

/// What a registry of a store looks like.
const EXTERNAL: &str =
    "`external: {store: {name: my-store}, username: {key: KEY}, password: {key: KEY}}`";

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let spec = checked.spec;
    for secret in emitted(checked.plan) {
        match &secret.content {
            PullSecretSource::Entries(entries) => {
                findings.extend(entries_and_form(spec, secret, entries));
            }
            PullSecretSource::WholeFile(_) if secret.form == Form::ExternalSecret => {
                findings.push(file_and_form(spec, secret));
            }
            PullSecretSource::WholeFile(_) | PullSecretSource::Existing => {}
        }
    }
    if let Some(global) = &spec.global_pull_secret {
        for name in &global.registries {
            let number = spec.registries.number(name.value);
            if let Some(external) = number.and_then(|number| external(spec, number)) {
                findings.push(
                    catalogue::FORM_NEEDS_OTHER_SOURCE
                        .at(
                            name.span,
                            format!(
                                "the global pull secret is made of values, and `{}` has none here",
                                name.value
                            ),
                        )
                        .also(external.span, "the cluster fetches it")
                        .help("name a registry with `username` and `password`"),
                );
            }
        }
    }
}

fn external<'s>(spec: &'s Spec<'s>, registry: usize) -> Option<&'s External<'s>> {
    match &spec.registries.at(registry).value.as_ref()?.credential {
        Credential::External(external) => Some(external),
        _ => None,
    }
}

fn entries_and_form(
    spec: &Spec<'_>,
    secret: &PullSecretPlan<'_>,
    entries: &[EntryPlan<'_>],
) -> Option<Finding> {
    let fetched = entries
        .iter()
        .find_map(|entry| Some((entry, external(spec, entry.registry)?)));
    let valued = entries
        .iter()
        .find(|entry| external(spec, entry.registry).is_none());
    let name = |entry: &EntryPlan<'_>| spec.registries.at(entry.registry).name;
    let code = catalogue::FORM_NEEDS_OTHER_SOURCE;
    let finding = match (fetched, valued) {
        (Some((fetched, external)), Some(valued)) => code
            .at(
                secret.place,
                format!(
                    "`{}` holds `{}`, which the cluster fetches, and `{}`, whose value is known \
                     here",
                    secret.name,
                    name(fetched).value,
                    name(valued).value
                ),
            )
            .also(external.span, "the cluster fetches it")
            .also(name(valued).span, "its value is known here")
            .help("make two secrets of it; a project may list both"),
        (Some((_, external)), None) if secret.form != Form::ExternalSecret => {
            let (name, phrase) = (&secret.name, secret.form.phrase());
            let finding = code
                .at(
                    external.span,
                    format!("`{name}` comes out as {phrase}, which needs a value"),
                )
                .label("the cluster fetches it")
                .help(format!("write `secrets: ExternalSecret` at `{name}`"));
            match form_place(spec, secret) {
                Some(place) => finding.also(place, format!("asks for {phrase}")),
                None => finding.also(secret.place, format!("comes out as {phrase} by default")),
            }
        }
        (None, Some(valued)) if secret.form == Form::ExternalSecret => {
            let name = name(valued);
            let whose = match secret.name == name.value {
                true => "its value".to_owned(),
                false => format!("the value of `{}`", name.value),
            };
            let finding = code
                .at(
                    name.span,
                    format!(
                        "`{}` comes out as an ExternalSecret, and {whose} is known here",
                        secret.name
                    ),
                )
                .label("has no `external`")
                .help(format!(
                    "say where the cluster finds it, {EXTERNAL} in place of its `username` and `password`, or choose another form for `{}`",
                    secret.name
                ));
            match form_place(spec, secret) {
                Some(place) => finding.also(place, "asks for an ExternalSecret"),
                None => finding,
            }
        }
        _ => return None,
    };
    Some(finding)
}

fn file_and_form(spec: &Spec<'_>, secret: &PullSecretPlan<'_>) -> Finding {
    let finding = catalogue::FORM_NEEDS_OTHER_SOURCE
        .at(
            secret.place,
            format!(
                "`{}` comes out as an ExternalSecret, and holds the bytes of a file",
                secret.name
            ),
        )
        .help(format!(
            "write `secrets: SealedSecret`, `Sops` or `Secret` at `{}`",
            secret.name
        ));
    match form_place(spec, secret) {
        Some(place) => finding.also(place, "asks for an ExternalSecret"),
        None => finding,
    }
}
