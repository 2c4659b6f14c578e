finding! {
    /// An environment variable that may not be read.
    ///
    /// ## What it means
    ///
    /// The spec reads a variable whose name matches none of the globs of `--allow-env`. Without that
    /// option `build` may read every variable; `function` and the Argo CD plugin only `PULLSECRETS_*`.
    ///
    /// ## Why it matters
    ///
    /// Where a spec is compiled for somebody else, the environment holds more than what is meant for
    /// it: a variable that it may read ends in a manifest that its author can read.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}   # pullsecrets build --allow-env 'PULLSECRETS_*'
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     username: acme+ci
    ///     password: {env: PULLSECRETS_QUAY_TOKEN}   # pullsecrets build --allow-env 'PULLSECRETS_*'
    /// ```
    pub VARIABLE_NOT_ALLOWED = "PS0209", Error
}
