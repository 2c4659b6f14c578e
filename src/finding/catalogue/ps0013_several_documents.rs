finding! {
    /// More than one YAML document in the spec.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SEVERAL_DOCUMENTS = "PS0013", Error
}
