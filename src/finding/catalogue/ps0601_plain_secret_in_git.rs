finding! {
    /// Plain Secrets written inside a Git work tree.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PLAIN_SECRET_IN_GIT = "PS0601", Warning
}
