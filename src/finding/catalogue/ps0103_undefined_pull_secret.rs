finding! {
    /// A pull secret that is neither a registry nor a secret of this file.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNDEFINED_PULL_SECRET = "PS0103", Error
}
