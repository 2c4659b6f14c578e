finding! {
    /// A mapping key that is not text.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub KEY_NOT_TEXT = "PS0015", Error
}
