finding! {
    /// `generateName` in output that is applied.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub GENERATE_NAME_APPLIED = "PS0504", Warning
}
