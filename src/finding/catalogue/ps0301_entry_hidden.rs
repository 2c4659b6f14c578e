finding! {
    /// Two entries of which one hides the other for some image.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub ENTRY_HIDDEN = "PS0301", Warning
}
