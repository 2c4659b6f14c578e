finding! {
    /// A file outside the folders that may be read.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub FILE_OUTSIDE = "PS0207", Error
}
