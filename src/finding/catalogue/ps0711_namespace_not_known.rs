finding! {
    /// Objects of which nobody knows where they go.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub NAMESPACE_NOT_KNOWN = "PS0711", Warning
}
