finding! {
    /// An entry whose credential is kept by a credential helper.
    ///
    /// ## What it means
    ///
    /// A Docker file has an entry for the server, but the entry is empty: a credential helper
    /// (`credsStore` or `credHelpers`) keeps the credential outside the file, in the keychain of the
    /// desktop for instance.
    ///
    /// ## Why it matters
    ///
    /// The helper is not in the cluster. Kubelet would find the empty entry, log in with nothing, and
    /// look no further.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     authFile: {file: docker-desktop-config.json}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Log in without a helper: `podman login --authfile auth.json quay.io` writes the credential itself.
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     authFile: {file: auth.json}
    /// ```
    pub CREDENTIAL_HELPER = "PS0213", Error
}
