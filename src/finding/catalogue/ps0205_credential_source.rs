finding! {
    /// A credential's source is missing, or given twice.
    ///
    /// ## What it means
    ///
    /// A registry gets its credential in exactly one way: `username` with `password`, `auth`, `authFile`
    /// or `external`. A value comes from exactly one place: a literal, `env` or `file`. A pull secret
    /// holds exactly one thing: `registries`, a whole `authFile`, or what somebody else made (`existing`).
    /// Here there is none, or more than one.
    ///
    /// ## Why it matters
    ///
    /// Without a source there is nothing to log in with. With two, one of them would be ignored, and the
    /// day on which the other expires the wrong one gets renewed.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    ///     auth: {file: secrets/quay.b64}
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
    pub CREDENTIAL_SOURCE = "PS0205", Error
}
