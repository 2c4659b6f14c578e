finding! {
    /// A Secret of more than 1,048,576 bytes.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SECRET_TOO_LARGE = "PS0216", Error
}
