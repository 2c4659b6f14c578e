finding! {
    /// The global pull secret in a form other than Secret.
    ///
    /// ## What it means
    ///
    /// `output.secrets` asks for a sealed, external or encrypted form of every Secret, and the spec has a
    /// global pull secret too, which is a plain Secret always.
    ///
    /// ## Why it matters
    ///
    /// The nodes of the cluster read `openshift-config/pull-secret` before any controller runs that could
    /// open another form. Coming out plain beside sealed files, it would be committed with them, and it
    /// holds credentials of the whole cluster.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// output: {secrets: SealedSecret}
    /// cluster:
    ///   globalPullSecret:
    ///     base: {file: global-pull-secret.json}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Give the global pull secret a spec of its own and apply it without committing what comes out; or
    /// choose the form at each registry.
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     secrets: SealedSecret
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// cluster:
    ///   globalPullSecret:
    ///     base: {file: global-pull-secret.json}
    /// ```
    pub GLOBAL_ALWAYS_PLAIN = "PS0609", Error
}
