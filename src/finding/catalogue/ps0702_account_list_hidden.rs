finding! {
    /// The pod's own list hides its service account's.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub ACCOUNT_LIST_HIDDEN = "PS0702", Warning
}
