finding! {
    /// The merge key `<<`, which YAML 1.2 does not have.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub MERGE_KEY = "PS0012", Error
}
