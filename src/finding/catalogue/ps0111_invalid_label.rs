finding! {
    /// A label or annotation that Kubernetes refuses.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub INVALID_LABEL = "PS0111", Error
}
