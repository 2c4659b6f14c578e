finding! {
    /// A service account is granted where its whole project is.
    ///
    /// ## What it means
    ///
    /// An account may pull from a project by two grants: by one to itself, and by one to its
    /// whole project or to every account of the cluster. The same is said of a whole project
    /// beside a grant to everybody.
    ///
    /// ## Why it matters
    ///
    /// Whoever removes the narrow one, to take access away, takes nothing away.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a: {}
    ///   images: {}
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/default, project-a/*]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a: {}
    ///   images: {}
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/default]
    /// ```
    pub GRANT_COVERED = "PS0407", Warning
}
