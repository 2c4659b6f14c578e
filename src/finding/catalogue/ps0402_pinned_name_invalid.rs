finding! {
    /// A pinned secret name that Kubernetes refuses.
    ///
    /// ## What it means
    ///
    /// The name under which an account's own secret is pinned cannot be the name of a Secret:
    /// it is no DNS-1123 subdomain, or longer than 253 characters. Without
    /// `internalRegistrySecret` it is the account's name and `-dockercfg`.
    ///
    /// ## Why it matters
    ///
    /// OpenShift's controller cannot make the secret, and the account loses the credential of
    /// the integrated registry.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       builder: {internalRegistrySecret: Builder_dockercfg}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       builder: {internalRegistrySecret: builder-dockercfg-x9z8w}
    /// ```
    pub PINNED_NAME_INVALID = "PS0402", Error
}
