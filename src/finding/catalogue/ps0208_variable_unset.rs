finding! {
    /// An environment variable that is not set.
    ///
    /// ## What it means
    ///
    /// The spec reads a value from a variable that the command's environment does not have.
    ///
    /// ## Why it matters
    ///
    /// An empty credential would be no credential: nodes would ask the registry anonymously, and pulls
    /// would fail long after the build.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}   # pullsecrets build
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}   # QUAY_TOKEN=… pullsecrets build
    /// ```
    pub VARIABLE_UNSET = "PS0208", Error
}
