finding! {
    /// A name for OpenShift's own secret on an account that is not pinned.
    ///
    /// ## What it means
    ///
    /// The service account has `internalRegistrySecret`, and its link is `plain` or `workload`: the name
    /// is neither put into its list nor into its annotation.
    ///
    /// ## Why it matters
    ///
    /// Whoever wrote the name wants the account to keep the secret that it has. Under `plain` an apply
    /// takes it out of the list instead, and OpenShift puts it back.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       default: {link: plain, internalRegistrySecret: default-dockercfg-x9z8w}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       default: {internalRegistrySecret: default-dockercfg-x9z8w}
    /// ```
    pub PINNED_NAME_UNUSED = "PS0414", Warning
}
