finding! {
    /// A pinned secret name that Kubernetes refuses.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PINNED_NAME_INVALID = "PS0402", Error
}
