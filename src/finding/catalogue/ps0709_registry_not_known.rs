finding! {
    /// A registry that the spec does not know.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub REGISTRY_NOT_KNOWN = "PS0709", Error
}
