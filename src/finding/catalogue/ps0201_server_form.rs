finding! {
    /// A server that no runtime would find.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SERVER_FORM = "PS0201", Error
}
