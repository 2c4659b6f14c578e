//! Images of OpenShift's integrated registry: no credential of ours, but who the account is, and
//! what bindings let it pull.

use crate::model::Platform;
use crate::plan::{Plan, SubjectPlan};

use super::Grant;

/// OpenShift's own binding, in every project, for the accounts of that project.
const OWN_BINDING: &str = "system:image-pullers";

/// The project whose image streams every account may read, and OpenShift's binding for it.
const SHARED_PROJECT: &str = "openshift";
const SHARED_BINDING: &str = "shared-resource-viewers";

/// Whether a host is the integrated registry: as the spec gives it, or its longer name in the
/// cluster.
pub(super) fn is_integrated(platform: &Platform<'_>, host: &str) -> bool {
    platform.integrated_registry().is_some_and(|registry| {
        let short = host.replacen(".svc.cluster.local", ".svc", 1);
        registry == host || registry == short
    })
}

/// The binding that lets an account pull from a path `PROJECT/NAME` of the integrated registry.
///
/// # Errors
/// Why there is none, in words.
pub(super) fn grant<'a>(
    plan: &'a Plan<'a>,
    path: &str,
    project: &str,
    account: &str,
    secret: &str,
) -> Result<Grant<'a>, String> {
    let Some((images_in, _)) = path.split_once('/') else {
        return Err(format!(
            "`{path}` names no project: images of the integrated registry are PROJECT/NAME"
        ));
    };
    let by = |binding: &'a str, subject: String| {
        Ok(Grant {
            images_in: images_in.to_owned(),
            binding,
            subject,
            secret: secret.to_owned(),
        })
    };
    if images_in == project {
        return by(OWN_BINDING, format!("system:serviceaccounts:{project}"));
    }
    if images_in == SHARED_PROJECT {
        return by(SHARED_BINDING, "system:authenticated".to_owned());
    }
    let first = plan
        .bindings
        .partition_point(|binding| binding.namespace < images_in);
    let here = plan.bindings[first..]
        .iter()
        .take_while(|binding| binding.namespace == images_in);
    for binding in here {
        for subject in &binding.subjects {
            let subject = match subject {
                SubjectPlan::Everyone => "system:serviceaccounts".to_owned(),
                SubjectPlan::Project(puller) if *puller == project => {
                    format!("system:serviceaccounts:{puller}")
                }
                SubjectPlan::Account(puller, name) if *puller == project && *name == account => {
                    format!("system:serviceaccount:{puller}:{name}")
                }
                SubjectPlan::Project(_) | SubjectPlan::Account(..) => continue,
            };
            return by(&binding.name, subject);
        }
    }
    Err(format!(
        "no grant lets `{project}/{account}` pull images in `{images_in}`"
    ))
}
