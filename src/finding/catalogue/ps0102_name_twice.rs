finding! {
    /// A name that is both a registry and a secret.
    ///
    /// ## What it means
    ///
    /// `registries` and `secrets` share one room of names, since `pullSecrets`, `pull` and
    /// `mount` name both. This name is in both.
    ///
    /// ## Why it matters
    ///
    /// It would be left to chance which of the two a project pulls with, and both would be a
    /// Secret of the same name.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// secrets:
    ///   quay: {registries: [quay]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// secrets:
    ///   acme-pull: {registries: [quay]}
    /// ```
    pub NAME_TWICE = "PS0102", Error
}
