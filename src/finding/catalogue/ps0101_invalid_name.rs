finding! {
    /// A name that Kubernetes refuses.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub INVALID_NAME = "PS0101", Error
}
