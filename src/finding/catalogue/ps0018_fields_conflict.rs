finding! {
    /// Fields that exclude each other are both given.
    ///
    /// ## What it means
    ///
    /// Two fields of one part each say the same thing in another way (`name` and `generateName`, `spec`
    /// and `template`), or one only has a meaning without the other (`email` beside an `auth` that is
    /// copied as it is).
    ///
    /// ## Why it matters
    ///
    /// One of the two would have to lose, and a reader of the file could not tell which.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     workflows:
    ///       - name: build
    ///         generateName: build-
    ///         entrypoint: main
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     workflows:
    ///       - name: build
    ///         entrypoint: main
    /// ```
    pub FIELDS_CONFLICT = "PS0018", Error
}
