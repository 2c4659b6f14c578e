finding! {
    /// A secret of a type that kubelet ignores.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SECRET_TYPE_IGNORED = "PS0704", Error
}
