finding! {
    /// A pull secret that is neither a registry nor a secret of this file.
    ///
    /// ## What it means
    ///
    /// A name in `pullSecrets`, `pull` or `mount` is defined neither under `registries` nor
    /// under `secrets`. The Secret of a token service (`authServer`) is no name to write: it
    /// comes along wherever its registry is named.
    ///
    /// ## Why it matters
    ///
    /// Nothing would be made under this name. A service account that lists a Secret which does
    /// not exist pulls without it, and the first sign is `ImagePullBackOff`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// projects:
    ///   project-a:
    ///     pullSecrets: [qauy]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    /// ```
    ///
    /// A Secret that somebody else makes is named here too: `secrets: {from-ops: {existing:
    /// true}}`.
    pub UNDEFINED_PULL_SECRET = "PS0103", Error
}
