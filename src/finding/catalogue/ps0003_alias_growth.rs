finding! {
    /// Anchors and aliases expand past the bound.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub ALIAS_GROWTH = "PS0003", Error
}
