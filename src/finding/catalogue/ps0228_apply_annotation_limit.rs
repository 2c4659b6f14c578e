finding! {
    /// A Secret too large for client-side apply.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub APPLY_ANNOTATION_LIMIT = "PS0228", Warning
}
