//! What people have, as a spec: Docker and Podman files and the objects of a cluster become one
//! `pullsecrets.yaml`, which compiles to objects that mean the same.
//!
//! Three steps: [`Inputs`] gathers what the texts hold and passes over what is OpenShift's own,
//! `definitions` finds the registries and secrets that there are and gives them names, `projects`
//! and `grants` say who uses them. Credentials come out beside the spec, never in it.

mod account;
mod again;
mod content;
mod definitions;
mod docker_file;
mod form;
mod gather;
mod grants;
mod name;
mod own;
mod projects;
mod write;

use std::path::PathBuf;

use crate::credential::Confidential;
use crate::finding::Finding;

pub use docker_file::docker_layout;
pub use gather::Inputs;

/// What an import is to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// `metadata.name` of the spec.
    pub name: String,
    /// Projects that pull with the credentials of Docker and Podman files.
    pub projects: Vec<String>,
    /// Where credentials go.
    pub credentials: Credentials,
}

/// Where credentials go.
#[derive(Clone, Debug)]
pub enum Credentials {
    /// Into files of this folder, as the spec names it.
    Files(String),
    /// Into variables. A Docker config that must stay as it is goes into a file of this folder all
    /// the same.
    Variables(String),
}

/// What came of an import.
pub struct Imported {
    /// The spec.
    pub spec: String,
    /// What it reads, in the order in which the spec names it.
    pub values: Vec<Value>,
    /// What could not be said, and what is wrong with what was given.
    pub findings: Vec<Finding>,
    /// How many objects were OpenShift's own, and left out.
    pub own: usize,
}

/// A value that the spec reads. It has no `Debug`: a credential is in it.
pub struct Value {
    /// Where the spec reads it from.
    pub source: Source,
    /// What it is: `the password of registry quay`.
    pub what: String,
    /// The value.
    pub content: Confidential,
}

/// Where a value is read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// A file, as the spec names it.
    File(String),
    /// A variable.
    Variable(String),
}

impl Source {
    /// The path of a file.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        match self {
            Self::File(path) => Some(PathBuf::from(path)),
            Self::Variable(_) => None,
        }
    }
}

/// Makes a spec of what was gathered.
#[must_use]
pub fn import(inputs: Inputs<'_>, options: &Options) -> Imported {
    let mut findings = inputs.findings;
    let mut others = inputs.others;
    let broken = inputs.secrets.iter().filter(|held| held.config.is_none());
    others.extend(broken.map(|held| (held.namespace, held.name.value)));
    let (definitions, names) = definitions::define(
        inputs.secrets,
        inputs.entries,
        &inputs.accounts,
        options,
        &mut findings,
    );
    let grants = grants::read(&inputs.bindings, &mut findings);
    let given = names.keys().chain(&others);
    let known = projects::Known {
        namespaces: given.map(|(namespace, _)| *namespace).collect(),
        own: &inputs.own,
        others: &others,
        ignored: &inputs.ignored,
        names: &names,
        definitions: &definitions,
    };
    let mut projects = projects::read(
        &inputs.accounts,
        &inputs.namespaces,
        &known,
        &grants,
        &mut findings,
    );
    let existing = std::mem::take(&mut projects.existing);
    for name in &options.projects {
        projects.add(name, &definitions.of_files);
    }
    let is_openshift = inputs.own.is_openshift || inputs.accounts.is_empty();
    let spec = write::spec(
        &options.name,
        is_openshift,
        &definitions,
        &existing,
        &projects,
        &grants,
    );
    Imported {
        spec,
        values: definitions.values,
        findings,
        own: inputs.own.left_out,
    }
}
