finding! {
    /// A registry that this file does not define.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNDEFINED_REGISTRY = "PS0110", Error
}
