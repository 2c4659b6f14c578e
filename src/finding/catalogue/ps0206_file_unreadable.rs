finding! {
    /// A file that cannot be read.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub FILE_UNREADABLE = "PS0206", Error
}
