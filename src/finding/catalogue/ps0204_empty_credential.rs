finding! {
    /// An empty username or password.
    ///
    /// ## What it means
    ///
    /// A username or password holds nothing: it is written as `""`, its file is empty, its variable is
    /// set to nothing, or the entry of a Docker file has neither.
    ///
    /// ## Why it matters
    ///
    /// The Secret would be made and kubelet would find it, log in with nothing and be refused. An empty
    /// variable in a pipeline is nearly always one that was not passed on.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: ""
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
    pub EMPTY_CREDENTIAL = "PS0204", Error
}
