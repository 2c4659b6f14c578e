finding! {
    /// A service account that the spec does not know.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub ACCOUNT_NOT_KNOWN = "PS0707", Error
}
