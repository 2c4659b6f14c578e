//! The objects that come out, and how they are spelled: own small structs, written field by field
//! into whatever asks (YAML, JSON, a tree for comparison), so that nothing is built in between.

use std::borrow::Cow;

use crate::syntax::{NodeId, Tree};

use super::HashedNames;

/// What takes an object's fields, in order. A mapping is `begin_mapping`, then `key` and one
/// value in turn, then `end_mapping`; a list is `begin_list`, values, `end_list`.
pub trait ManifestWriter {
    /// Starts a mapping as the next value.
    fn begin_mapping(&mut self);
    /// Ends the innermost mapping.
    fn end_mapping(&mut self);
    /// Starts a list as the next value.
    fn begin_list(&mut self);
    /// Ends the innermost list.
    fn end_list(&mut self);
    /// The key of the next value.
    fn key(&mut self, key: &str);
    /// Text, quoted where the format must.
    fn string(&mut self, value: &str);
    /// A boolean.
    fn boolean(&mut self, value: bool);
    /// A number, spelled as it was written (JSON's grammar).
    fn number(&mut self, literal: &str);
    /// Null.
    fn null(&mut self);

    /// A key and its text.
    fn field(&mut self, key: &str, value: &str) {
        self.key(key);
        self.string(value);
    }

    /// A key and a list of texts.
    fn texts(&mut self, key: &str, list: impl IntoIterator<Item: AsRef<str>>) {
        self.key(key);
        self.begin_list();
        for text in list {
            self.string(text.as_ref());
        }
        self.end_list();
    }
}

/// Labels or annotations, sorted by key.
pub type Pairs<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

/// `metadata`.
#[derive(Clone, Debug, Default)]
pub struct Metadata<'a> {
    /// The name, or the prefix.
    pub name: Cow<'a, str>,
    /// Whether `name` is written as `generateName`.
    pub generate: bool,
    /// The namespace; none for a Namespace.
    pub namespace: Option<&'a str>,
    /// Labels, sorted by key.
    pub labels: Cow<'a, [(Cow<'a, str>, Cow<'a, str>)]>,
    /// Annotations, sorted by key.
    pub annotations: Cow<'a, [(Cow<'a, str>, Cow<'a, str>)]>,
}

/// One object.
pub struct Object<'a> {
    /// `metadata`.
    pub metadata: Metadata<'a>,
    /// The rest.
    pub body: Body<'a>,
}

/// What an object is beside its metadata. It has no `Debug`: a Secret's data is in it.
pub enum Body<'a> {
    /// v1 Namespace.
    Namespace,
    /// v1 Secret of type `kubernetes.io/dockerconfigjson`: the base64 under `.dockerconfigjson`.
    Secret {
        /// Standard base64 of the Docker config.
        docker_config: &'a str,
    },
    /// A sealed, external or SOPS form: any mapping, already in this trait's order.
    Custom(Custom),
    /// v1 ServiceAccount.
    ServiceAccount {
        /// `imagePullSecrets`, in order.
        pull: Vec<&'a str>,
        /// `secrets`, in order.
        mount: Vec<&'a str>,
    },
    /// A RoleBinding to ClusterRole `system:image-puller`.
    RoleBinding {
        /// `subjects`, in order.
        subjects: Vec<Subject<'a>>,
    },
    /// argoproj.io/v1alpha1.
    Workflow(WorkflowObject<'a>),
}

/// A whole object as a value: what `seal` makes. `apiVersion` and `kind` come from it, and the
/// object's metadata is written between them and the rest of `fields`.
pub struct Custom {
    /// `apiVersion`.
    pub api_version: &'static str,
    /// `kind`.
    pub kind: &'static str,
    /// The fields after `metadata`, in order.
    pub fields: serde_json::Map<String, serde_json::Value>,
}

/// A subject of a binding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject<'a> {
    /// A Group by name.
    Group(Cow<'a, str>),
    /// A ServiceAccount.
    ServiceAccount {
        /// Its name.
        name: &'a str,
        /// Its namespace.
        namespace: &'a str,
    },
}

/// An Argo object.
#[derive(Debug)]
pub struct WorkflowObject<'a> {
    /// `Workflow`, `WorkflowTemplate` or `CronWorkflow`.
    pub kind: &'static str,
    /// The mapping of `spec` and the tree it lies in; none where the spec gives no body.
    pub spec: Option<(&'a Tree<'a>, NodeId)>,
    /// Replaces or adds `entrypoint`.
    pub entrypoint: Option<&'a str>,
    /// Replaces or adds `serviceAccountName`.
    pub service_account: Option<&'a str>,
    /// `imagePullSecrets`, in order; none written where empty.
    pub pull: Vec<&'a str>,
    /// What the body's own references to Secrets become; nothing where names carry no hash.
    pub hashed: Option<&'a HashedNames<'a>>,
}
