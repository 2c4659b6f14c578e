finding! {
    /// A puller that is neither an account nor a project.
    ///
    /// ## What it means
    ///
    /// An entry of `pullers` is `project/account` for one service account, `project/*` for every account
    /// of a project, or `"*"` for every account of the cluster. This is none of them.
    ///
    /// ## Why it matters
    ///
    /// A service account has a name only inside its project: `builder` alone could be any of them. And
    /// the API server accepts a subject that does not exist without a word, so a misread puller would show
    /// only when its pods cannot pull.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/default]
    /// ```
    pub PULLER_FORM = "PS0409", Error
}
