finding! {
    /// The spec is empty.
    ///
    /// ## What it means
    ///
    /// The file holds nothing, or comments alone.
    ///
    /// ## Why it matters
    ///
    /// An empty spec would compile to no objects, and a build into a directory would then remove what an
    /// earlier one wrote. An empty file is far more often a mistake (a pipe that broke, a wrong path) than
    /// a wish.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// # apiVersion: pullsecrets.dev/v1
    /// # kind: PullSecrets
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// apiVersion: pullsecrets.dev/v1
    /// kind: PullSecrets
    /// ```
    pub EMPTY_SPEC = "PS0017", Error
}
