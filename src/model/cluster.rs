//! `cluster`: what belongs to the cluster as a whole.

use crate::source::Span;

use super::Text;

/// `cluster.globalPullSecret`: the Secret `pull-secret` in `openshift-config`.
#[derive(Debug)]
pub struct GlobalPullSecret<'t> {
    /// The whole part.
    pub span: Span,
    /// `base.file`: the decoded JSON, or the Secret as `oc get` printed it.
    pub base: Text<'t>,
    /// `registries`: added, or replacing the entry of the same server.
    pub registries: Vec<Text<'t>>,
}
