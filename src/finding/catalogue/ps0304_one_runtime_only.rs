finding! {
    /// An entry that only one of the two runtimes can use.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub ONE_RUNTIME_ONLY = "PS0304", Warning
}
