finding! {
    /// An empty username or password.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub EMPTY_CREDENTIAL = "PS0204", Error
}
