finding! {
    /// A password that is written in the spec.
    ///
    /// ## What it means
    ///
    /// A password or an `auth` is written in the spec itself.
    ///
    /// ## Why it matters
    ///
    /// The spec is there to be reviewed and committed. Who can read the repository, now or later, can
    /// read the password, and a password that was pushed once has to be changed.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: not-a-real-password
    /// ```
    ///
    /// ## Use instead
    ///
    /// Take it from a variable or from a file that is not committed.
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// ```
    pub LITERAL_PASSWORD = "PS0217", Warning
}
