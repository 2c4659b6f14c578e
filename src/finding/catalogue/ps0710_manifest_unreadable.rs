finding! {
    /// A manifest that cannot be read.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub MANIFEST_UNREADABLE = "PS0710", Error
}
