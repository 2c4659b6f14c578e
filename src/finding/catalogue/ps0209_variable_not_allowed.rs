finding! {
    /// An environment variable that may not be read.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub VARIABLE_NOT_ALLOWED = "PS0209", Error
}
