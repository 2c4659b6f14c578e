finding! {
    /// Pinned accounts or grants without an integrated registry.
    ///
    /// ## What it means
    ///
    /// `platform.registry` is `none`, and something needs the integrated registry: a pinned
    /// service account, an `internalRegistrySecret`, or a grant.
    ///
    /// ## Why it matters
    ///
    /// Without the integrated registry OpenShift strips the pinned name from the accounts, so
    /// that every sync differs, and a grant lets nobody pull anything.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// platform:
    ///   registry: none
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       default: {link: pinned}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// platform:
    ///   registry: none
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       default: {}
    /// ```
    pub REGISTRY_REMOVED = "PS0405", Error
}
