finding! {
    /// Mappings and lists are nested deeper than 128 levels.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TOO_DEEP = "PS0005", Error
}
