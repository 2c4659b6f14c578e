finding! {
    /// Two service accounts share one pinned secret name.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PINNED_NAME_SHARED = "PS0401", Error
}
