finding! {
    /// A file outside the folders that may be read.
    ///
    /// ## What it means
    ///
    /// The path, its symbolic links followed, leads out of the spec's folder, and no `--allow-path DIR`
    /// covers where it leads. Or it leads into a folder `.git`, where a checkout in CI keeps the token
    /// that it was made with; of that nothing is read, unless `--allow-path` names the folder itself.
    ///
    /// ## Why it matters
    ///
    /// A spec may come with a stranger's pull request. If it could name any file, a build in CI would
    /// put the machine's own credentials into a manifest.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     username: acme+ci
    ///     password: {file: /run/secrets/quay.token}   # pullsecrets build
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io/acme
    ///     username: acme+ci
    ///     password: {file: /run/secrets/quay.token}   # pullsecrets build --allow-path /run/secrets
    /// ```
    pub FILE_OUTSIDE = "PS0207", Error
}
