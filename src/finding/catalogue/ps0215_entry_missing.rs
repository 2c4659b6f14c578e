finding! {
    /// A Docker or Podman file without an entry for the server.
    ///
    /// ## What it means
    ///
    /// The Docker or Podman file that `authFile` names has no entry for the server. Entries are found by
    /// their exact key: `quay.io` is another than `https://quay.io` and than `quay.io/acme`.
    ///
    /// ## Why it matters
    ///
    /// There is no credential to copy.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     authFile: {file: auth.json}        # its entry is quay.io
    /// ```
    ///
    /// ## Use instead
    ///
    /// Say the key that the file has.
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     authFile: {file: auth.json, server: quay.io}
    /// ```
    pub ENTRY_MISSING = "PS0215", Error
}
