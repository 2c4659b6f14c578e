finding! {
    /// Two registries of one Secret have the same server.
    ///
    /// ## What it means
    ///
    /// One Secret would hold the credentials of two registries for one and the same server: two of the
    /// `registries` of a secret or of the global pull secret, or a registry whose `authServer` is its own
    /// server.
    ///
    /// ## Why it matters
    ///
    /// A Docker config is a mapping from servers to credentials. It holds one entry a server, and the
    /// other would be lost without a word.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   reader: {server: quay.io, username: acme+reader, password: {env: READER}}
    ///   writer: {server: quay.io, username: acme+writer, password: {env: WRITER}}
    /// secrets:
    ///   both: {registries: [reader, writer]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Give the servers paths, or make two secrets of them, which a project may list one after the other.
    ///
    /// ```yaml
    /// registries:
    ///   reader: {server: quay.io/acme/released, username: acme+reader, password: {env: READER}}
    ///   writer: {server: quay.io/acme/staging, username: acme+writer, password: {env: WRITER}}
    /// secrets:
    ///   both: {registries: [reader, writer]}
    /// ```
    pub SERVER_TWICE = "PS0202", Error
}
