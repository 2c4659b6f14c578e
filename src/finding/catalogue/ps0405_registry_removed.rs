finding! {
    /// Pinned accounts or grants without an integrated registry.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub REGISTRY_REMOVED = "PS0405", Error
}
