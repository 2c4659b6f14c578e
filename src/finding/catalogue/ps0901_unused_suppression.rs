finding! {
    /// A suppression that silences nothing.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNUSED_SUPPRESSION = "PS0901", Warning
}
