//! A compiler from `pullsecrets.yaml` to the Kubernetes and OpenShift manifests that let pods pull
//! private images.
//!
//! Text goes in on the left, objects come out on the right, nothing flows back: `syntax` makes a
//! spanned tree of the text, `model` a typed spec of the tree, `plan` decides which objects there
//! will be, `rules` report what is wrong with them, `lower` makes the objects, `seal` those forms
//! of Secrets that may lie in Git, `emit` the bytes. `pipeline` knows the order. Beside this spine
//! stand `keyring` (what a node would do with an image) and `workload` (where images and pull
//! secrets stand in manifests).
//!
//! The library serves the command, its tests and benches. What is stable for users are the command
//! line, the codes of findings, the schema and version 1 of the JSON output.

pub mod kubernetes;

pub mod source;

pub mod printable;

pub mod finding;

pub mod syntax;

pub mod model;

pub mod credential;

pub mod keyring;
pub mod workload;

pub mod plan;

pub mod rules;

pub mod suppression;

pub mod lower;

pub mod seal;

pub mod emit;

pub mod resolve;

pub mod audit;

pub mod diff;

pub mod graph;

pub mod import;

pub mod function;

pub mod report;

pub mod pipeline;

pub mod language_server;

pub mod host;

pub mod command;

pub mod cli;
