finding! {
    /// A change of the global pull secret rolls out to every node.
    ///
    /// ## What it means
    ///
    /// A note: the spec writes `openshift-config/pull-secret`, the global pull secret.
    ///
    /// ## Why it matters
    ///
    /// OpenShift writes a changed global pull secret to every node, one pool after the other.
    /// On a large cluster that takes long, and older versions drain and reboot the nodes.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// cluster:
    ///   globalPullSecret:
    ///     base: {file: global-pull-secret.json}
    ///     registries: [quay]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    /// ```
    ///
    /// Where a few projects need the registry their own pull secrets do, without a rollout.
    /// Where all nodes need it there is nothing to mend.
    pub GLOBAL_ROLLOUT = "PS0226", Note
}
