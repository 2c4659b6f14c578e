finding! {
    /// A credential file or template larger than 1 MiB.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub FILE_TOO_LARGE = "PS0210", Error
}
