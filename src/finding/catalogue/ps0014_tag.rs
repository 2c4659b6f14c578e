finding! {
    /// A YAML tag.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TAG = "PS0014", Error
}
