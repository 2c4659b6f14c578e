finding! {
    /// The `cloud.openshift.com` entry of the global pull secret is replaced.
    ///
    /// ## What it means
    ///
    /// A registry among those of the global pull secret has the server `cloud.openshift.com`, and takes
    /// the place of the entry that the cluster was installed with.
    ///
    /// ## Why it matters
    ///
    /// That entry is no image registry: by it the cluster reports telemetry and is known to its owner. A
    /// token of another account stops the reports unless the cluster's ownership was transferred first.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// cluster:
    ///   globalPullSecret:
    ///     base: {file: global-pull-secret.json}
    ///     registries: [redhat-cloud]         # server: cloud.openshift.com
    /// ```
    ///
    /// ## Use instead
    ///
    /// Leave the entry of the base as it is.
    ///
    /// ```yaml
    /// cluster:
    ///   globalPullSecret:
    ///     base: {file: global-pull-secret.json}
    ///     registries: [quay]
    /// ```
    pub TELEMETRY_ENTRY_REPLACED = "PS0225", Warning
}
