//! The pods that an object will make.

use crate::source::{Span, Spanned};
use crate::syntax::{NodeId, Tree};

use super::Manifest;
use super::manifest::text_at;

/// What an object says of the pods that it makes.
#[derive(Clone, Debug)]
pub struct Pod<'t> {
    /// The mapping in which `imagePullSecrets` and `serviceAccountName` stand: a pod's spec, or the
    /// spec of an Argo workflow.
    pub node: NodeId,
    /// `serviceAccountName`, or the deprecated `serviceAccount`; a pod without one runs as
    /// `default`.
    pub service_account: Option<Spanned<&'t str>>,
    /// The key `imagePullSecrets`, where it is there.
    pub pull_secrets_key: Option<Span>,
    /// The secrets that it names, in order; one with an empty name counts (the admission plugin
    /// then adds nothing either).
    pub pull_secrets: Vec<NamedSecret<'t>>,
    /// The images that it pulls, in order.
    pub images: Vec<Image<'t>>,
}

/// An entry of `imagePullSecrets`.
#[derive(Clone, Copy, Debug)]
pub struct NamedSecret<'t> {
    /// Its name; empty where it has none.
    pub name: &'t str,
    /// Where it stands.
    pub span: Span,
}

/// An image that a pod pulls.
#[derive(Clone, Copy, Debug)]
pub struct Image<'t> {
    /// The reference, as written.
    pub reference: &'t str,
    /// Where it stands.
    pub span: Span,
    /// Whether the kubelet never pulls it (`imagePullPolicy: Never`).
    pub never_pulled: bool,
    /// The account of the one template that pulls it, where an Argo template has its own.
    pub service_account: Option<Spanned<&'t str>>,
}

/// The pods of an object: one, or none where the kind makes none that are known here.
#[must_use]
pub fn pods<'t>(tree: &'t Tree<'_>, manifest: &Manifest<'t>) -> Option<Pod<'t>> {
    let path: &[&str] = match (manifest.group(), manifest.kind.value) {
        ("", "Pod") => &["spec"],
        ("", "PodTemplate") => &["template", "spec"],
        ("", "ReplicationController")
        | ("apps" | "extensions", "Deployment" | "ReplicaSet" | "StatefulSet" | "DaemonSet")
        | ("apps.openshift.io", "DeploymentConfig")
        | ("batch", "Job")
        | ("serving.knative.dev", "Service" | "Configuration")
        | ("argoproj.io", "Rollout") => &["spec", "template", "spec"],
        // DeploymentConfig was once in the core group.
        ("", "DeploymentConfig") => &["spec", "template", "spec"],
        ("batch", "CronJob") => &["spec", "jobTemplate", "spec", "template", "spec"],
        ("argoproj.io", "Workflow" | "WorkflowTemplate" | "ClusterWorkflowTemplate") => {
            return argo(tree, tree.under(manifest.node, &["spec"])?);
        }
        ("argoproj.io", "CronWorkflow") => {
            return argo(tree, tree.under(manifest.node, &["spec", "workflowSpec"])?);
        }
        _ => return None,
    };
    let node = tree.under(manifest.node, path)?;
    let mut pod = frame(tree, node)?;
    for list in ["initContainers", "containers", "ephemeralContainers"] {
        containers(tree, node, list, None, &mut pod.images);
    }
    volumes(tree, node, &mut pod.images);
    Some(pod)
}

/// What a pod and a workflow spell alike.
fn frame<'t>(tree: &'t Tree<'_>, node: NodeId) -> Option<Pod<'t>> {
    let mut pod = Pod {
        node,
        service_account: text_at(tree, node, &["serviceAccountName"])
            .or_else(|| text_at(tree, node, &["serviceAccount"])),
        pull_secrets_key: None,
        pull_secrets: Vec::new(),
        images: Vec::new(),
    };
    for (key, value) in tree.entries(node)? {
        if tree.scalar(key) != Some("imagePullSecrets") {
            continue;
        }
        pod.pull_secrets_key = Some(tree.span(key));
        for entry in tree.items(value).unwrap_or_default() {
            let name = text_at(tree, *entry, &["name"]);
            pod.pull_secrets.push(NamedSecret {
                name: name.map_or("", |name| name.value),
                span: name.map_or_else(|| tree.span(*entry), |name| name.span),
            });
        }
    }
    Some(pod)
}

/// The images of one list of containers.
fn containers<'t>(
    tree: &'t Tree<'_>,
    node: NodeId,
    list: &str,
    service_account: Option<Spanned<&'t str>>,
    images: &mut Vec<Image<'t>>,
) {
    let list = tree.get(node, list).and_then(|list| tree.items(list));
    for container in list.unwrap_or_default() {
        images.extend(image(tree, *container, service_account));
    }
}

/// Image volumes: `volumes[].image.reference`.
fn volumes<'t>(tree: &'t Tree<'_>, node: NodeId, images: &mut Vec<Image<'t>>) {
    let list = tree.get(node, "volumes").and_then(|list| tree.items(list));
    for volume in list.unwrap_or_default() {
        let Some(reference) = text_at(tree, *volume, &["image", "reference"]) else {
            continue;
        };
        let policy = text_at(tree, *volume, &["image", "pullPolicy"]);
        images.push(Image {
            reference: reference.value,
            span: reference.span,
            never_pulled: policy.is_some_and(|policy| policy.value == "Never"),
            service_account: None,
        });
    }
}

/// The image of one container.
fn image<'t>(
    tree: &'t Tree<'_>,
    container: NodeId,
    service_account: Option<Spanned<&'t str>>,
) -> Option<Image<'t>> {
    let reference = text_at(tree, container, &["image"])?;
    let policy = text_at(tree, container, &["imagePullPolicy"]);
    Some(Image {
        reference: reference.value,
        span: reference.span,
        never_pulled: policy.is_some_and(|policy| policy.value == "Never"),
        service_account,
    })
}

/// A workflow's spec: Argo copies its `imagePullSecrets` into the pods of all its templates.
fn argo<'t>(tree: &'t Tree<'_>, node: NodeId) -> Option<Pod<'t>> {
    let mut pod = frame(tree, node)?;
    let listed = tree
        .get(node, "templates")
        .and_then(|list| tree.items(list));
    let mut templates: Vec<NodeId> = listed.unwrap_or_default().to_vec();
    templates.extend(tree.get(node, "templateDefaults"));
    templates.reverse();
    while let Some(template) = templates.pop() {
        argo_template(tree, template, &mut pod.images);
        inline_templates(tree, template, &mut templates);
    }
    volumes(tree, node, &mut pod.images);
    Some(pod)
}

/// The images of one template.
fn argo_template<'t>(tree: &'t Tree<'_>, template: NodeId, images: &mut Vec<Image<'t>>) {
    let account = text_at(tree, template, &["serviceAccountName"]);
    for key in ["container", "script"] {
        if let Some(container) = tree.get(template, key) {
            images.extend(image(tree, container, account));
        }
    }
    for list in ["initContainers", "sidecars"] {
        containers(tree, template, list, account, images);
    }
    if let Some(set) = tree.get(template, "containerSet") {
        containers(tree, set, "containers", account, images);
    }
    volumes(tree, template, images);
}

/// Templates that stand inside steps and tasks.
fn inline_templates(tree: &Tree<'_>, template: NodeId, found: &mut Vec<NodeId>) {
    let groups = tree
        .get(template, "steps")
        .and_then(|list| tree.items(list));
    for group in groups.unwrap_or_default() {
        // A group of steps is a list, or a mapping with one since Argo 3.5.
        let steps = tree.items(*group).or_else(|| {
            let inner = tree.get(*group, "steps")?;
            tree.items(inner)
        });
        for step in steps.unwrap_or_default() {
            found.extend(tree.get(*step, "inline"));
        }
    }
    let tasks = tree
        .under(template, &["dag", "tasks"])
        .and_then(|list| tree.items(list));
    for task in tasks.unwrap_or_default() {
        found.extend(tree.get(*task, "inline"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Masking, Source, SourceId};
    use crate::syntax::{Limits, parse_stream};
    use crate::workload::manifests;

    fn images(text: &str) -> Vec<String> {
        let source = Source::new("test.yaml", text, Masking::Manifest);
        let parsed = parse_stream(&source, SourceId(0), Limits::default());
        assert_eq!(parsed.findings, []);
        manifests(&parsed.tree)
            .iter()
            .filter_map(|manifest| pods(&parsed.tree, manifest))
            .flat_map(|pod| pod.images)
            .map(|image| image.reference.to_owned())
            .collect()
    }

    #[test]
    fn every_list_of_containers_and_image_volumes_are_seen() {
        let text = "apiVersion: v1\nkind: Pod\nspec:\n  initContainers: [{name: a, image: one}]\n  containers: [{name: b, image: two}]\n  ephemeralContainers: [{name: c, image: three}]\n  volumes: [{name: v, image: {reference: four}}]\n";
        assert_eq!(images(text), ["one", "two", "three", "four"]);
    }

    #[test]
    fn lists_and_several_documents_are_taken_apart() {
        let text = "apiVersion: v1\nkind: List\nitems:\n- apiVersion: batch/v1\n  kind: CronJob\n  spec: {jobTemplate: {spec: {template: {spec: {containers: [{image: one}]}}}}}\n---\napiVersion: apps/v1\nkind: Deployment\nspec: {template: {spec: {containers: [{image: two}]}}}\n---\napiVersion: v1\nkind: ConfigMap\ndata: {image: none}\n";
        assert_eq!(images(text), ["one", "two"]);
    }

    #[test]
    fn templates_of_argo_are_seen_wherever_they_stand() {
        let text = "apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nspec:\n  workflowSpec:\n    templates:\n    - name: a\n      container: {image: one}\n    - name: b\n      script: {image: two}\n      sidecars: [{image: three}]\n    - name: c\n      containerSet: {containers: [{image: four}]}\n    - name: d\n      steps:\n      - - inline: {container: {image: five}}\n    - name: e\n      dag: {tasks: [{inline: {script: {image: six}}}]}\n";
        let mut found = images(text);
        found.sort();
        assert_eq!(found, ["five", "four", "one", "six", "three", "two"]);
    }

    #[test]
    fn a_service_of_the_core_group_makes_no_pods() {
        let text = "apiVersion: v1\nkind: Service\nspec: {template: {spec: {containers: [{image: one}]}}}\n";
        assert_eq!(images(text), [] as [&str; 0]);
    }
}
