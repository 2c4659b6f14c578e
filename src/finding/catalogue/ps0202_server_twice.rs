finding! {
    /// Two registries of one Secret have the same server.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SERVER_TWICE = "PS0202", Error
}
