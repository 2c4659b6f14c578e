//! The pull secrets that come out, each once, and where their form was chosen.

use crate::model::{Form, Spec};
use crate::plan::{Content, Definition, Plan, PullSecretPlan};
use crate::source::Span;

/// Every pull secret that some project gets as an object, in the plan's order.
pub(super) fn emitted<'p, 't>(plan: &'p Plan<'t>) -> impl Iterator<Item = &'p PullSecretPlan<'t>> {
    let mut marks = vec![false; plan.pull_secrets.len()];
    for object in &plan.objects {
        if let Content::PullSecret(id) = object.content {
            marks[id.0 as usize] = true;
        }
    }
    let secrets = plan.pull_secrets.iter().zip(marks);
    secrets.filter_map(|(secret, mark)| mark.then_some(secret))
}

/// The first that comes out in a form, and the place that says so.
pub(super) fn first_of<'p, 't>(
    spec: &Spec<'_>,
    plan: &'p Plan<'t>,
    form: Form,
) -> Option<(&'p PullSecretPlan<'t>, Span)> {
    let secret = emitted(plan).find(|secret| secret.form == form)?;
    let place = form_place(spec, secret).unwrap_or(secret.place);
    Some((secret, place))
}

/// Where the form of a pull secret was written: its own, or that of `output`. Nothing where it is
/// the default.
pub(super) fn form_place(spec: &Spec<'_>, secret: &PullSecretPlan<'_>) -> Option<Span> {
    let own = match secret.definition {
        Definition::Registry(number) | Definition::TokenService(number) => {
            spec.registries.at(number).value.as_ref()?.form
        }
        Definition::Secret(number) => spec.secrets.at(number).value.as_ref()?.form,
    };
    own.or(spec.output.form).map(|form| form.span)
}
