finding! {
    /// A key stands twice in one mapping.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub DUPLICATE_KEY = "PS0002", Error
}
