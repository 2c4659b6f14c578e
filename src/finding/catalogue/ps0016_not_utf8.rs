finding! {
    /// The spec is not UTF-8, or starts with a byte-order mark.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub NOT_UTF8 = "PS0016", Error
}
