finding! {
    /// A username with a colon.
    ///
    /// ## What it means
    ///
    /// A username holds a colon.
    ///
    /// ## Why it matters
    ///
    /// Docker configs and HTTP join the user's name and the password by a colon and split them at the
    /// first one. What follows the colon in the name would be taken for the start of the password, so
    /// that the login always fails.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci:token
    ///     password: {env: QUAY_TOKEN}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// ```
    pub USERNAME_COLON = "PS0203", Error
}
