finding! {
    /// A pinned secret name that another Secret has.
    ///
    /// ## What it means
    ///
    /// A pull secret of the project has the name under which OpenShift keeps the secret of a
    /// pinned service account.
    ///
    /// ## Why it matters
    ///
    /// The controller takes the Secret for its own and writes over it, or fails because its
    /// type differs. One of the two credentials is lost.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   default-dockercfg: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// projects:
    ///   project-a: {pullSecrets: [default-dockercfg]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    pub PINNED_NAME_TAKEN = "PS0403", Error
}
