finding! {
    /// A file that cannot be read.
    ///
    /// ## What it means
    ///
    /// The spec names a file, and there is none, it is not a regular file (a folder, a named pipe, a
    /// device), or the operating system refuses to read it. Paths start at the spec's folder.
    ///
    /// ## Why it matters
    ///
    /// Without the file there is no credential, template or certificate to build from. Pipes and
    /// devices are refused because a build must neither wait for somebody nor read without end.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     username: acme+ci
    ///     password: {file: secrets/quay.tokn}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     username: acme+ci
    ///     password: {file: secrets/quay.token}
    /// ```
    pub FILE_UNREADABLE = "PS0206", Error
}
