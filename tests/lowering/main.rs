//! Specs to objects: what each part becomes, and that a cluster would take it.

mod compiled;
mod objects;
mod schemas;
mod workflows;
