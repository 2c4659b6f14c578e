//! `grants`: who may pull images that lie in the integrated registry, across projects.

use crate::source::Span;

use super::Text;

/// One of `grants`.
#[derive(Debug)]
pub struct Grant<'t> {
    /// `imagesIn`: the project that holds the images.
    pub images_in: Text<'t>,
    /// `pullers`.
    pub pullers: Vec<Puller<'t>>,
    /// `name` of the binding.
    pub name: Option<Text<'t>>,
}

/// One of `pullers`, as written; each part knows its own place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Puller<'t> {
    /// `project/account`.
    Account {
        /// The puller's project.
        project: Text<'t>,
        /// Its service account.
        account: Text<'t>,
    },
    /// `project/*`: every account of a project.
    Project(Text<'t>),
    /// `*`: every account of the cluster.
    Everyone(Span),
}
