finding! {
    /// A password that is written in the spec.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub LITERAL_PASSWORD = "PS0217", Warning
}
