finding! {
    /// A plain number, boolean or null where text is expected.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNQUOTED_TEXT = "PS0019", Error
}
