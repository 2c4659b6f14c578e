//! A compiler from `pullsecrets.yaml` to the Kubernetes and OpenShift manifests that let pods pull
//! private images.
//!
//! Text goes in on the left, objects come out on the right, nothing flows back:
//!
//! | stage | what it does |
//! |---|---|
//! | [`syntax`] | text to a tree in which every key and value knows its place |
//! | [`model`] | the tree to a typed spec: the shape |
//! | [`plan`] | which objects there will be, and what has to be read for them |
//! | [`credential`] | what was read, decoded |
//! | [`rules`] | what is wrong with the meaning of the spec; one rule, one file |
//! | [`suppression`] | which findings count |
//! | [`lower`] | the objects |
//! | [`seal`] | those forms of Secrets that may lie in Git |
//! | [`emit`] | the bytes: a stream, a directory, a script |
//!
//! [`pipeline`] knows the order. A finding is a [`finding::Finding`] of a code of the
//! [`finding::catalogue`], at a place of a [`source`]; [`report`] prints it, made [`printable`].
//!
//! Beside this spine stand [`keyring`] (what a node would do with an image), [`workload`] (where
//! images and pull secrets stand in manifests) and [`kubernetes`] (names that it gives a meaning
//! to); on them the pure halves of further commands: [`resolve`], [`audit`], [`diff`], [`graph`],
//! [`import`], [`function`], [`language_server`].
//!
//! Only at the edge is anything else touched: [`host`] reads and writes files and variables,
//! [`command`] has one file a subcommand, [`cli`] lists them. A module imports only those that are
//! declared above it in this file; `tests/layers.rs` holds that.
//!
//! The library serves the command, its tests and benches. What is stable for users are the command
//! line, the codes of findings, the schema and version 1 of the JSON output. `CONTRIBUTING.md` says
//! where a new rule, format, credential, form or command goes.

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
