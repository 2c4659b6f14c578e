//! A picture of who pulls what from where: registries, pull secrets, projects, and the grants
//! between projects.
//!
//! [`Graph`] gathers it from the plan; [`Picture`] folds projects that are alike together where
//! there are many. Each format is one file. No credential is read for it and no user name is in
//! it, and the same spec gives the same bytes.

mod dot;
mod fold;
mod gather;
mod html;
mod layout;
mod mermaid;
mod page_data;
mod svg;
mod words;

pub use dot::dot;
pub use fold::{Grant, Group, Picture, Row};
pub use gather::{Account, Graph, Key, Kind, Node, Project, Secret};
pub use html::{Page, html};
pub use mermaid::mermaid;
pub use svg::svg;
