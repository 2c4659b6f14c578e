finding! {
    /// A field that the language does not have.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNKNOWN_FIELD = "PS0006", Error
}
