//! The findings of an audit, in words.

use crate::finding::{Finding, NearNames, catalogue};
use crate::plan::{ProjectPlan, PullSecretId};
use crate::resolve::Facts;
use crate::source::Span;
use crate::workload::Image;

use super::mend;

/// Whose pods an image is pulled by.
#[derive(Clone, Copy)]
pub(super) struct Whose<'a> {
    pub(super) project: &'a str,
    pub(super) account: &'a str,
    pub(super) own_list: &'a [String],
    /// What the manifests' own ServiceAccount of that name lists; nothing where they have none.
    pub(super) brought: Option<&'a [String]>,
}

/// The project of that name, as far as the spec plans it.
pub(super) fn project<'a>(facts: Facts<'a>, name: &str) -> Option<&'a ProjectPlan<'a>> {
    let number = facts.spec.projects.number(name)?;
    facts.plan.project(number)
}

pub(super) fn project_names<'a>(facts: Facts<'a>) -> impl Iterator<Item = &'a str> {
    facts.plan.projects.iter().map(|project| project.name)
}

/// PS0701, of a registry whose credential the spec has; `hidden` are secrets of the account that
/// the pod's own list hides and that would do.
pub(super) fn not_covered(
    facts: Facts<'_>,
    near: &mut NearNames,
    whose: Whose<'_>,
    image: &Image<'_>,
    repository: &str,
    by: &[PullSecretId],
    hidden: &[String],
) -> Finding {
    let project = project(facts, whose.project);
    let of_project = project.and_then(|project| {
        let has = |id: &&PullSecretId| project.pull_secrets.iter().any(|(one, _)| one == *id);
        by.iter().find(has)
    });
    let Some(best) = of_project.or(by.first()) else {
        return nobody(facts, whose, image, repository, hidden);
    };
    let name = &facts.plan.pull_secret(*best).name;
    let help = match (project, hidden.first()) {
        (_, Some(hidden)) => mend::list_in_pod(whose, hidden),
        (None, None) => mend::unknown_project(facts, near, whose, name),
        (Some(project), None) => mend::pull(facts, project, whose, *best, of_project.is_some()),
    };
    let covered = match whose.own_list {
        [] => format!(
            "service account `{}` of `{}` has no pull secret for `{repository}`",
            whose.account, whose.project
        ),
        _ => format!("no pull secret that this pod names covers `{repository}`"),
    };
    catalogue::IMAGE_NOT_COVERED
        .at(image.span, covered)
        .label(format!("`{name}` has a credential for it"))
        .help(help)
}

/// PS0701, where the integrated registry does not know whose pod it is.
pub(super) fn nobody(
    facts: Facts<'_>,
    whose: Whose<'_>,
    image: &Image<'_>,
    repository: &str,
    hidden: &[String],
) -> Finding {
    let hidden = hidden.first().cloned();
    let managed = hidden.unwrap_or_else(|| mend::managed_secret(facts, whose));
    catalogue::IMAGE_NOT_COVERED
        .at(
            image.span,
            format!("no pull secret that this pod names covers `{repository}`"),
        )
        .label("the integrated registry does not know whose pod it is")
        .help(mend::list_in_pod(whose, &managed))
}

/// PS0702: the list of a pod hides these secrets, which these images need.
pub(super) fn list_hidden(
    key: Span,
    whose: (&str, &str),
    hidden: &[String],
    images: &[Span],
) -> Finding {
    let (project, account) = whose;
    let names: Vec<String> = hidden.iter().map(|name| format!("`{name}`")).collect();
    let add: Vec<String> = hidden
        .iter()
        .map(|name| mend::item(project, account, name))
        .collect();
    let mut finding = catalogue::ACCOUNT_LIST_HIDDEN
        .at(
            key,
            format!(
                "this list hides that of service account `{account}`, which pulls with {}",
                names.join(", ")
            ),
        )
        .help(format!(
            "add {}, or leave `imagePullSecrets` out: the account's list then counts",
            add.join(" and ").trim_end_matches(',')
        ));
    // A pod of many images says it once more at each of them.
    for image in images.iter().take(3) {
        finding = finding.also(*image, "needs what is hidden");
    }
    finding
}

/// PS0703; `is_made` says whether the spec makes a secret of that name in some project.
pub(super) fn secret_not_made<'n>(
    facts: Facts<'n>,
    near: &mut NearNames,
    project: Option<&str>,
    (name, is_made): (&str, bool),
    span: Span,
    brought: impl Iterator<Item = &'n str>,
) -> Finding {
    let everywhere = || {
        let secrets = facts.plan.pull_secrets.iter();
        secrets.map(|secret| secret.name.as_ref())
    };
    let planned = project.and_then(|name| self::project(facts, name));
    let here = planned.into_iter().flat_map(|project| {
        let secrets = project.pull_secrets.iter();
        secrets.map(|(id, _)| facts.plan.pull_secret(*id).name.as_ref())
    });
    let where_to = where_to(project);
    let help = if is_made && let Some(project) = project {
        let whose = Whose {
            project,
            account: "default",
            own_list: &[],
            brought: None,
        };
        match planned {
            Some(_) => format!("add `{name}` to `pullSecrets` of project `{project}` in the spec"),
            None => mend::unknown_project(facts, near, whose, name),
        }
    } else {
        let meant = match planned {
            Some(_) => near.of(name, here.chain(brought)),
            None => near.of(name, everywhere().chain(brought)),
        };
        match meant {
            Some(meant) => match hashed(facts, meant) {
                Some(name) => format!(
                    "did you mean `{name}`? the hash in its name changes: let the service account list it and name none here"
                ),
                None => format!("did you mean `{meant}`?"),
            },
            None => format!(
                "define it in the spec; `secrets: {{{name}: {{existing: true}}}}` where somebody else makes it"
            ),
        }
    };
    catalogue::SECRET_NOT_MADE
        .at(span, format!("nothing makes a secret `{name}` {where_to}"))
        .label("kubelet goes without it")
        .help(help)
}

fn where_to(project: Option<&str>) -> String {
    match project {
        Some(project) => format!("in project `{project}`"),
        None => "in any project".to_owned(),
    }
}

/// The whole name of a pull secret of that name, where it carries a hash.
fn hashed<'a>(facts: Facts<'a>, name: &str) -> Option<&'a str> {
    let mut secrets = (0..).map(PullSecretId).zip(&facts.plan.pull_secrets);
    let (id, _) = secrets.find(|(_, secret)| secret.name == name)?;
    let carries = facts.secrets.carries_hash(id);
    carries.then(|| facts.secrets.name(id))
}

/// PS0703, of a secret that the spec makes under a name that goes on with a hash.
pub(super) fn without_hash(
    facts: Facts<'_>,
    project: Option<&str>,
    name: &str,
    id: PullSecretId,
    span: Span,
) -> Finding {
    let where_to = where_to(project);
    catalogue::SECRET_NOT_MADE
        .at(
            span,
            format!(
                "nothing makes a secret `{name}` {where_to}: the name of `{}` carries a hash",
                facts.plan.pull_secret(id).name
            ),
        )
        .label(format!("kubelet goes without it; the spec makes `{}`", facts.secrets.name(id)))
        .help("let the service account list it and name none here, or take `nameSuffixHash` out of `output` in the spec")
}

/// PS0706.
pub(super) fn not_granted(
    facts: Facts<'_>,
    near: &mut NearNames,
    whose: Whose<'_>,
    image: &Image<'_>,
    repository: &str,
    why: String,
) -> Finding {
    let path = repository.split_once('/').map_or("", |(_, path)| path);
    let help = match path.split_once('/') {
        None => "name the project too: REGISTRY/PROJECT/IMAGE".to_owned(),
        Some((images_in, _)) => {
            let meant = match facts.spec.projects.number(images_in) {
                Some(_) => None,
                None => near.of(images_in, project_names(facts)),
            };
            match meant {
                Some(meant) => format!("did you mean project `{meant}`?"),
                None => format!(
                    "add to `grants` of the spec: `{{imagesIn: {images_in}, pullers: [{}/{}]}}`",
                    whose.project, whose.account
                ),
            }
        }
    };
    catalogue::IMAGE_NOT_GRANTED
        .at(image.span, why)
        .label("the integrated registry refuses it")
        .help(help)
}

/// PS0707.
pub(super) fn account_not_known(
    facts: Facts<'_>,
    near: &mut NearNames,
    project: &str,
    account: &str,
    span: Span,
) -> Finding {
    let planned = self::project(facts, project);
    let accounts = planned.map_or(&[][..], |project| &project.service_accounts);
    let names = accounts.iter().map(|account| account.name);
    let help = match near.of(account, names) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!(
            "add {} in the spec, or audit the manifest that makes it too",
            match planned {
                Some(planned) => planned.new_account(account, "{}", false),
                None => format!("`{account}: {{}}` to `serviceAccounts` of project `{project}`"),
            }
        ),
    };
    catalogue::ACCOUNT_NOT_KNOWN
        .at(
            span,
            format!("project `{project}` has no service account `{account}`"),
        )
        .label("no pod starts as an account that is not there")
        .help(help)
}

/// PS0709.
pub(super) fn registry_not_known(image: &Image<'_>, repository: &str) -> Finding {
    catalogue::REGISTRY_NOT_KNOWN
        .at(
            image.span,
            format!("the spec has no credential for `{repository}`"),
        )
        .label("pulled without one")
        .help("define its registry under `registries`; where the image is public, say so: `# pullsecrets: allow PS0709 because the image is public`")
}

/// PS0711, for the first object of a file.
pub(super) fn namespace_not_known(span: Span) -> Finding {
    catalogue::NAMESPACE_NOT_KNOWN
        .at(
            span,
            "objects of this file name no namespace: whether they can pull depends on where they go",
        )
        .label("this one, to begin with")
        .help("say where, as `kubectl apply -n` would: `pullsecrets audit --namespace NAME`")
}

/// PS0712.
pub(super) fn no_name(image: &Image<'_>) -> Finding {
    catalogue::IMAGE_NAME_INVALID
        .at(
            image.span,
            format!("`{}` is no name of an image", image.reference),
        )
        .label("no node can pull this")
        .help("write REGISTRY/PATH:TAG or REGISTRY/PATH@sha256:DIGEST, the path in lower case")
}

/// PS0710, of the image at which an audit gives up.
pub(super) fn too_much(image: &Image<'_>) -> Finding {
    catalogue::MANIFEST_UNREADABLE
        .at(
            image.span,
            "there are too many images and keys of pull secrets to hold against each other",
        )
        .label("from here on no image was looked at")
        .help("audit fewer manifests at once, or give pods pull secrets of fewer keys")
}
