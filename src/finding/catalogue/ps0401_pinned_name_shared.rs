finding! {
    /// Two service accounts share one pinned secret name.
    ///
    /// ## What it means
    ///
    /// Two service accounts of one project would be pinned to one secret, since
    /// `internalRegistrySecret` of one is the name that the other has.
    ///
    /// ## Why it matters
    ///
    /// OpenShift's controller makes the secret for one account, sees that it is not the
    /// other's, deletes it and begins again, without end. Pulls of both fail at random.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       default: {}
    ///       builder: {internalRegistrySecret: default-dockercfg}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       default: {}
    ///       builder: {}
    /// ```
    pub PINNED_NAME_SHARED = "PS0401", Error
}
