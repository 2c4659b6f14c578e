//! The Argo CD Application for a spec.

use crate::lower::ManifestWriter;
use crate::model::{Link, PlatformKind, Spec};
use crate::plan::Plan;

use super::YamlWriter;

/// What OpenShift's controller adds to the lists of a service account that is not pinned, as jq
/// finds it: a name of its own making. Taken out of both sides, what is left is what the spec says.
const ADDED: [&str; 2] = [
    r#".imagePullSecrets[]? | select(.name | test("-dockercfg-[a-z0-9]{5}$"))"#,
    r#".secrets[]? | select(.name | test("-dockercfg-[a-z0-9]{5}$"))"#,
];

/// An Application that runs the plugin on the spec at `path`, to be completed by its `repoURL`. It
/// ignores what the controller adds to service accounts that are linked plainly; pinned ones stay
/// in sync by themselves.
#[must_use]
pub fn application(spec: &Spec<'_>, plan: &Plan<'_>, path: &str) -> String {
    let kind = spec.platform.kind();
    let is_contended = kind == PlatformKind::OpenShift
        && spec.platform.integrated_registry().is_some()
        && plan
            .projects
            .iter()
            .filter(|project| !project.unmanaged)
            .flat_map(|project| &project.service_accounts)
            .any(|account| account.link == Link::Plain);
    let mut out = YamlWriter::default();
    out.begin_mapping();
    out.field("apiVersion", "argoproj.io/v1alpha1");
    out.field("kind", "Application");
    out.key("metadata");
    out.begin_mapping();
    out.field("name", spec.name.map_or("pull-secrets", |name| name.value));
    let namespace = match kind {
        PlatformKind::OpenShift => "openshift-gitops",
        PlatformKind::Kubernetes => "argocd",
    };
    out.field("namespace", namespace);
    out.end_mapping();
    out.key("spec");
    out.begin_mapping();
    out.field("project", "default");
    out.key("destination");
    out.begin_mapping();
    out.field("server", "https://kubernetes.default.svc");
    out.end_mapping();
    source(path, &mut out);
    if is_contended {
        out.key("ignoreDifferences");
        out.begin_list();
        out.begin_mapping();
        out.field("kind", "ServiceAccount");
        out.texts("jqPathExpressions", &ADDED);
        out.end_mapping();
        out.end_list();
    }
    out.key("syncPolicy");
    out.begin_mapping();
    out.texts("syncOptions", &["ServerSideApply=true"]);
    out.end_mapping();
    out.end_mapping();
    out.end_mapping();
    out.into_string()
}

fn source(path: &str, out: &mut YamlWriter) {
    out.key("source");
    out.begin_mapping();
    out.field(
        "repoURL",
        "https://git.example.com/platform/pull-secrets.git",
    );
    out.field("targetRevision", "HEAD");
    let (folder, file) = path.rsplit_once('/').unwrap_or((".", path));
    out.field("path", folder);
    out.key("plugin");
    out.begin_mapping();
    out.field("name", "pullsecrets");
    out.key("parameters");
    out.begin_list();
    out.begin_mapping();
    out.field("name", "file");
    out.field("string", file);
    out.end_mapping();
    out.end_list();
    out.end_mapping();
    out.end_mapping();
}
