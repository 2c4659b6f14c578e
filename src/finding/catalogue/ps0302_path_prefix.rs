finding! {
    /// A path that also matches repositories that merely start with it.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PATH_PREFIX = "PS0302", Warning
}
