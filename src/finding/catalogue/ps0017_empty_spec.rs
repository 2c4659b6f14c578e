finding! {
    /// The spec is empty.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub EMPTY_SPEC = "PS0017", Error
}
