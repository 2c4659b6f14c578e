finding! {
    /// A field that is required is missing.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub MISSING_FIELD = "PS0009", Error
}
