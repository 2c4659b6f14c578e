finding! {
    /// A token that has expired or soon will.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TOKEN_EXPIRES = "PS0221", Warning
}
