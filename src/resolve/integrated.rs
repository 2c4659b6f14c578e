//! Images of OpenShift's integrated registry: no credential of ours, but who the account is, and
//! what bindings let it pull.

use hashbrown::HashMap;

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

/// Who may pull images of which project, by the bindings of a plan.
pub struct Grants<'a> {
    /// By project of the images and subject: the place in the plan's order, and the binding's name.
    by_subject: HashMap<(&'a str, &'a SubjectPlan<'a>), (usize, &'a str)>,
}

impl<'a> Grants<'a> {
    /// Sorts the bindings of a plan by their subjects.
    #[must_use]
    pub fn new(plan: &'a Plan<'a>) -> Self {
        let mut by_subject = HashMap::new();
        let subjects = plan.bindings.iter().flat_map(|binding| {
            let subjects = binding.subjects.iter();
            subjects.map(move |subject| (binding, subject))
        });
        for (position, (binding, subject)) in subjects.enumerate() {
            by_subject
                .entry((binding.namespace, subject))
                .or_insert((position, binding.name.as_ref()));
        }
        Self { by_subject }
    }

    /// The binding that lets an account pull from a path `PROJECT/NAME` of the integrated registry.
    ///
    /// # Errors
    /// Why there is none, in words.
    pub(super) fn of(
        &self,
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
        let subjects = [
            SubjectPlan::Everyone,
            SubjectPlan::Project(project),
            SubjectPlan::Account(project, account),
        ];
        let found = subjects.iter().filter_map(|subject| {
            let (position, binding) = self.by_subject.get(&(images_in, subject))?;
            Some((position, *binding, subject))
        });
        match found.min_by_key(|(position, ..)| **position) {
            Some((_, binding, subject)) => by(
                binding,
                match subject {
                    SubjectPlan::Everyone => "system:serviceaccounts".to_owned(),
                    SubjectPlan::Project(project) => format!("system:serviceaccounts:{project}"),
                    SubjectPlan::Account(project, account) => {
                        format!("system:serviceaccount:{project}:{account}")
                    }
                },
            ),
            None => Err(format!(
                "no grant lets `{project}/{account}` pull images in `{images_in}`"
            )),
        }
    }
}
