finding! {
    /// The spec is larger than 64 MiB.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SPEC_TOO_LARGE = "PS0004", Error
}
