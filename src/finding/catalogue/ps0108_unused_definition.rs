finding! {
    /// A registry, secret or profile that nothing uses.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNUSED_DEFINITION = "PS0108", Warning
}
