//! The files by which Kustomize knows a directory.

use std::collections::{BTreeMap, BTreeSet};

use crate::lower::{Body, ManifestWriter, Object};

use super::YamlWriter;
use super::directory::{CREATE, OutputFile, header, namespace};
use super::places::Places;

/// What tells Kustomize of references that it does not know of itself.
const CONFIGURATION: &str = "kustomizeconfig.yaml";

/// Where the name of a Secret stands, beside the places that Kustomize knows: kind, path. Those
/// deeper in the body of a workflow are listed as they are found.
const SECRET_PLACES: [(&str, &str); 4] = [
    ("ServiceAccount", "secrets/name"),
    ("Workflow", "spec/imagePullSecrets/name"),
    ("WorkflowTemplate", "spec/imagePullSecrets/name"),
    ("CronWorkflow", "spec/workflowSpec/imagePullSecrets/name"),
];

/// Where the name of a ServiceAccount stands.
const ACCOUNT_PLACES: [(&str, &str); 6] = [
    ("Workflow", "spec/serviceAccountName"),
    ("Workflow", "spec/templates/serviceAccountName"),
    ("WorkflowTemplate", "spec/serviceAccountName"),
    ("WorkflowTemplate", "spec/templates/serviceAccountName"),
    ("CronWorkflow", "spec/workflowSpec/serviceAccountName"),
    (
        "CronWorkflow",
        "spec/workflowSpec/templates/serviceAccountName",
    ),
];

/// What a folder is to list.
#[derive(Default)]
struct Folder<'a> {
    resources: Vec<&'a str>,
    /// Whether an object refers to another in a way that Kustomize does not know.
    refers: bool,
    /// Kind and path of names deeper in bodies of workflows.
    secrets: BTreeSet<(&'a str, String)>,
    accounts: BTreeSet<(&'a str, String)>,
}

/// Adds a kustomization for each namespace's folder, its resources in the order of the objects, and
/// where `has_root` one above all with the folders sorted.
pub(super) fn add(
    objects: &[Object<'_>],
    paths: &[String],
    has_root: bool,
    files: &mut Vec<OutputFile>,
) {
    let mut folders: BTreeMap<&str, Folder<'_>> = BTreeMap::new();
    for (object, path) in objects.iter().zip(paths) {
        if let Some((folder, name)) = path.split_once('/')
            && folder != CREATE
        {
            let folder = folders.entry(namespace(object)).or_default();
            folder.resources.push(name);
            folder.refers |= match &object.body {
                Body::ServiceAccount { mount, .. } => !mount.is_empty(),
                Body::Workflow(_) => true,
                _ => false,
            };
            if let Body::Workflow(workflow) = &object.body {
                let places = Places::of(object);
                let kind = |path| (workflow.kind, path);
                folder.secrets.extend(places.secrets.into_iter().map(kind));
                folder
                    .accounts
                    .extend(places.accounts.into_iter().map(kind));
            }
        }
    }
    for (project, folder) in &folders {
        let mut add = |name: &str, bytes: Vec<u8>| {
            files.push(OutputFile {
                path: format!("{project}/{name}"),
                bytes,
                is_confidential: false,
            });
        };
        if folder.refers {
            add(CONFIGURATION, configuration(project, folder));
        }
        let resources = folder.resources.iter().copied();
        add(
            "kustomization.yaml",
            kustomization(Some(project), resources, folder.refers),
        );
    }
    if has_root {
        files.push(OutputFile {
            path: "kustomization.yaml".to_owned(),
            bytes: kustomization(None, folders.keys().copied(), false),
            is_confidential: false,
        });
    }
}

fn kustomization<'a>(
    project: Option<&str>,
    resources: impl Iterator<Item = &'a str>,
    configured: bool,
) -> Vec<u8> {
    let mut writer = YamlWriter::default();
    header(&mut writer, project);
    writer.begin_mapping();
    writer.field("apiVersion", "kustomize.config.k8s.io/v1beta1");
    writer.field("kind", "Kustomization");
    writer.texts("resources", resources);
    if configured {
        writer.texts("configurations", [CONFIGURATION]);
    }
    writer.end_mapping();
    writer.into_string().into_bytes()
}

/// The places of names, so that an overlay's `namePrefix` or `nameSuffix` reaches them.
fn configuration(project: &str, folder: &Folder<'_>) -> Vec<u8> {
    let mut writer = YamlWriter::default();
    header(&mut writer, Some(project));
    writer.begin_mapping();
    writer.key("nameReference");
    writer.begin_list();
    for (kind, places, found) in [
        ("Secret", &SECRET_PLACES[..], &folder.secrets),
        ("ServiceAccount", &ACCOUNT_PLACES, &folder.accounts),
    ] {
        writer.begin_mapping();
        writer.field("kind", kind);
        writer.field("version", "v1");
        writer.key("fieldSpecs");
        writer.begin_list();
        let found = found.iter().map(|(kind, path)| (*kind, path.as_str()));
        let deeper = found.filter(|place| !places.contains(place));
        for (kind, path) in places.iter().copied().chain(deeper) {
            writer.begin_mapping();
            writer.field("path", path);
            if kind.ends_with("Workflow") || kind.ends_with("Template") {
                writer.field("group", "argoproj.io");
            }
            writer.field("kind", kind);
            writer.end_mapping();
        }
        writer.end_list();
        writer.end_mapping();
    }
    writer.end_list();
    writer.end_mapping();
    writer.into_string().into_bytes()
}
