finding! {
    /// What is in the directory is not what the spec compiles to.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub OUTPUT_DIFFERS = "PS0608", Error
}
