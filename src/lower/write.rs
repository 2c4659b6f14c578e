//! Objects field by field into a [`ManifestWriter`], in the order in which people read them.

use crate::kubernetes::{DOCKER_CONFIG, DOCKER_CONFIG_TYPE, IMAGE_PULLER, RBAC_GROUP};
use crate::syntax::{Kind, NodeId, Plain, Style, Tree, plain};

use super::references::Renaming;
use super::{Body, Custom, ManifestWriter, Metadata, Object, Subject, WorkflowObject};

impl Object<'_> {
    /// `apiVersion` as the object carries it.
    #[must_use]
    pub fn api_version(&self) -> &str {
        match &self.body {
            Body::Namespace | Body::Secret { .. } | Body::ServiceAccount { .. } => "v1",
            Body::RoleBinding { .. } => "rbac.authorization.k8s.io/v1",
            Body::Workflow(_) => "argoproj.io/v1alpha1",
            Body::Custom(custom) => custom.api_version,
        }
    }

    /// `kind` as the object carries it.
    #[must_use]
    pub fn kind(&self) -> &str {
        match &self.body {
            Body::Namespace => "Namespace",
            Body::Secret { .. } => "Secret",
            Body::ServiceAccount { .. } => "ServiceAccount",
            Body::RoleBinding { .. } => "RoleBinding",
            Body::Workflow(workflow) => workflow.kind,
            Body::Custom(custom) => custom.kind,
        }
    }

    /// Whether the object holds a credential that anyone who reads it can use.
    #[must_use]
    pub fn holds_credential(&self) -> bool {
        matches!(self.body, Body::Secret { .. })
    }

    /// Writes the object as one mapping: `apiVersion`, `kind`, `metadata`, then the body.
    pub fn write(&self, out: &mut impl ManifestWriter) {
        out.begin_mapping();
        out.field("apiVersion", self.api_version());
        out.field("kind", self.kind());
        self.metadata.write(out);
        match &self.body {
            Body::Namespace => {}
            Body::Secret { docker_config } => secret(docker_config, out),
            Body::ServiceAccount { pull, mount } => {
                names("imagePullSecrets", pull, out);
                names("secrets", mount, out);
            }
            Body::RoleBinding { subjects } => binding(subjects, out),
            Body::Workflow(workflow) => {
                out.key("spec");
                workflow.write(out);
            }
            Body::Custom(custom) => custom.write(out),
        }
        out.end_mapping();
    }
}

impl Metadata<'_> {
    /// Writes `metadata` and its mapping.
    pub fn write(&self, out: &mut impl ManifestWriter) {
        out.key("metadata");
        out.begin_mapping();
        let name_key = match self.generate {
            true => "generateName",
            false => "name",
        };
        out.field(name_key, &self.name);
        if let Some(namespace) = self.namespace {
            out.field("namespace", namespace);
        }
        for (key, pairs) in [("labels", &self.labels), ("annotations", &self.annotations)] {
            if !pairs.is_empty() {
                out.key(key);
                out.begin_mapping();
                for (key, value) in pairs.iter() {
                    out.field(key, value);
                }
                out.end_mapping();
            }
        }
        out.end_mapping();
    }
}

fn secret(docker_config: &str, out: &mut impl ManifestWriter) {
    out.field("type", DOCKER_CONFIG_TYPE);
    out.key("data");
    out.begin_mapping();
    out.field(DOCKER_CONFIG, docker_config);
    out.end_mapping();
}

/// A list of references by name; nothing where it is empty.
fn names(key: &str, list: &[&str], out: &mut impl ManifestWriter) {
    if list.is_empty() {
        return;
    }
    out.key(key);
    out.begin_list();
    for name in list {
        out.begin_mapping();
        out.field("name", name);
        out.end_mapping();
    }
    out.end_list();
}

fn binding(subjects: &[Subject<'_>], out: &mut impl ManifestWriter) {
    out.key("roleRef");
    out.begin_mapping();
    out.field("apiGroup", RBAC_GROUP);
    out.field("kind", "ClusterRole");
    out.field("name", IMAGE_PULLER);
    out.end_mapping();
    out.key("subjects");
    out.begin_list();
    for subject in subjects {
        out.begin_mapping();
        match subject {
            Subject::Group(name) => {
                out.field("apiGroup", RBAC_GROUP);
                out.field("kind", "Group");
                out.field("name", name);
            }
            Subject::ServiceAccount { name, namespace } => {
                out.field("kind", "ServiceAccount");
                out.field("name", name);
                out.field("namespace", namespace);
            }
        }
        out.end_mapping();
    }
    out.end_list();
}

impl Custom {
    fn write(&self, out: &mut impl ManifestWriter) {
        for (key, value) in &self.fields {
            out.key(key);
            write_value(value, out);
        }
    }
}

/// Writes a JSON value in its own order. It recurses: values are built by this program, a few
/// levels deep, or were read by `serde_json`, which stops at 128.
pub fn write_value(value: &serde_json::Value, out: &mut impl ManifestWriter) {
    use serde_json::Value;
    match value {
        Value::Null => out.null(),
        Value::Bool(value) => out.boolean(*value),
        Value::Number(number) => out.number(&number.to_string()),
        Value::String(text) => out.string(text),
        Value::Array(items) => {
            out.begin_list();
            for item in items {
                write_value(item, out);
            }
            out.end_list();
        }
        Value::Object(fields) => {
            out.begin_mapping();
            for (key, value) in fields {
                out.key(key);
                write_value(value, out);
            }
            out.end_mapping();
        }
    }
}

/// The fields of a WorkflowSpec that the compiler sets, in byte order.
const SET: [&str; 3] = ["entrypoint", "imagePullSecrets", "serviceAccountName"];

impl WorkflowObject<'_> {
    /// The value of `spec`: the body with sorted keys, and in it (for a CronWorkflow in its
    /// `workflowSpec`) what the compiler sets.
    pub(super) fn write(&self, out: &mut impl ManifestWriter) {
        match self.hashed {
            Some(names) => self.write_spec(&mut Renaming::new(names, out)),
            None => self.write_spec(out),
        }
    }

    fn write_spec(&self, out: &mut impl ManifestWriter) {
        if self.kind != "CronWorkflow" {
            return self.write_workflow_spec(self.spec, out);
        }
        let mut entries = self.spec.map_or_else(Vec::new, sorted);
        if !entries.iter().any(|entry| entry.0 == "workflowSpec") {
            let at = entries.partition_point(|entry| entry.0 < "workflowSpec");
            entries.insert(at, ("workflowSpec", None));
        }
        out.begin_mapping();
        for (key, value) in entries {
            out.key(key);
            match (key, value, self.spec) {
                ("workflowSpec", value, body) => {
                    self.write_workflow_spec(body.map(|body| body.0).zip(value), out);
                }
                (_, Some(value), Some((tree, _))) => write_node(tree, value, out),
                _ => out.null(),
            }
        }
        out.end_mapping();
    }

    fn write_workflow_spec(
        &self,
        body: Option<(&Tree<'_>, NodeId)>,
        out: &mut impl ManifestWriter,
    ) {
        let mut entries = body.map_or_else(Vec::new, sorted);
        // The list of secrets is the compiler's alone, even where it is empty.
        entries.retain(|entry| entry.0 != "imagePullSecrets");
        for key in SET {
            let is_set = match key {
                "entrypoint" => self.entrypoint.is_some(),
                "serviceAccountName" => self.service_account.is_some(),
                _ => !self.pull.is_empty(),
            };
            if !is_set {
                continue;
            }
            match entries.binary_search_by(|entry| entry.0.cmp(key)) {
                Ok(at) => entries[at].1 = None,
                Err(at) => entries.insert(at, (key, None)),
            }
        }
        out.begin_mapping();
        for (key, value) in entries {
            match (key, value, body) {
                (_, Some(value), Some((tree, _))) => {
                    out.key(key);
                    write_node(tree, value, out);
                }
                ("entrypoint", ..) => out.field(key, self.entrypoint.unwrap_or_default()),
                ("serviceAccountName", ..) => {
                    out.field(key, self.service_account.unwrap_or_default());
                }
                _ => names(key, &self.pull, out),
            }
        }
        out.end_mapping();
    }
}

/// The entries of a mapping in the byte order of their keys; of a repeated key (which was
/// reported) the first. Nothing where the node is no mapping.
fn sorted<'t>((tree, node): (&'t Tree<'_>, NodeId)) -> Vec<(&'t str, Option<NodeId>)> {
    let mut entries: Vec<_> = tree
        .entries(node)
        .into_iter()
        .flatten()
        .filter_map(|(key, value)| Some((tree.scalar(key)?, Some(value))))
        .collect();
    entries.sort_by_key(|entry| entry.0);
    entries.dedup_by_key(|entry| entry.0);
    entries
}

/// What is still to be written of a tree.
enum Step<'t> {
    Value(NodeId),
    Entry(&'t str, NodeId),
    EndMapping,
    EndList,
}

/// Writes a node of a tree as the next value: keys in byte order, so that the order in which they
/// were written does not matter, and plain scalars as what both YAML versions read (one on which
/// they part has been reported, and counts as text). It keeps a stack of its own: depth is input.
pub fn write_node(tree: &Tree<'_>, node: NodeId, out: &mut impl ManifestWriter) {
    let mut steps = vec![Step::Value(node)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Value(node) => node,
            Step::Entry(key, node) => {
                out.key(key);
                node
            }
            Step::EndMapping => {
                out.end_mapping();
                continue;
            }
            Step::EndList => {
                out.end_list();
                continue;
            }
        };
        match &tree.node(node).kind {
            Kind::Scalar(text, style) => write_scalar(text, *style, out),
            Kind::Sequence(_) => {
                out.begin_list();
                steps.push(Step::EndList);
                let items = tree.items(node).unwrap_or_default();
                steps.extend(items.iter().rev().copied().map(Step::Value));
            }
            Kind::Mapping(_) => {
                out.begin_mapping();
                steps.push(Step::EndMapping);
                steps.extend(
                    sorted((tree, node))
                        .into_iter()
                        .rev()
                        .filter_map(|(key, value)| Some(Step::Entry(key, value?))),
                );
            }
        }
    }
}

fn write_scalar(text: &str, style: Style, out: &mut impl ManifestWriter) {
    if style == Style::Quoted {
        return out.string(text);
    }
    match plain(text) {
        Plain::Text | Plain::Ambiguous(_) => out.string(text),
        Plain::Null => out.null(),
        Plain::Boolean(value) => out.boolean(value),
        Plain::Number => out.number(text),
    }
}
