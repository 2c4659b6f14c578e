finding! {
    /// A whole project is granted where every puller is known.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub GRANT_TOO_WIDE = "PS0412", Warning
}
