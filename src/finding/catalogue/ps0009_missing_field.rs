finding! {
    /// A field that is required is missing.
    ///
    /// ## What it means
    ///
    /// A part lacks something without which it says nothing: a registry without a server, a grant without
    /// pullers, a workflow without a name. A required text or list that is there but empty counts as
    /// missing too.
    ///
    /// ## Why it matters
    ///
    /// There is no default that would be right: the compiler cannot know which host a credential is for.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// ```
    pub MISSING_FIELD = "PS0009", Error
}
