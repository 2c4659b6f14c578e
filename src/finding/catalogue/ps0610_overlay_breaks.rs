finding! {
    /// An overlay's `namespace` or `namePrefix` would break these objects.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub OVERLAY_BREAKS = "PS0610", Note
}
