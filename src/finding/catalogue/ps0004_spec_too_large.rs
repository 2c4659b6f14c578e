finding! {
    /// The spec is larger than 64 MiB.
    ///
    /// ## What it means
    ///
    /// The file is larger than 64 MiB. It was not read.
    ///
    /// ## Why it matters
    ///
    /// A bound keeps a wrong path (an image, a database dump) or a hostile file from taking all
    /// memory. A spec of 10,000 projects has about 5 MB.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// # pullsecrets.yaml, made by a script, a project for every user there ever was
    /// projects:
    ///   user-0000001: {pullSecrets: [quay]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// # one file a cluster, or a team: a build takes one of them
    /// projects:
    ///   team-a: {pullSecrets: [quay]}
    /// ```
    pub SPEC_TOO_LARGE = "PS0004", Error
}
