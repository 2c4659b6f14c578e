finding! {
    /// No pull secret of this pod covers a registry that the spec knows.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub IMAGE_NOT_COVERED = "PS0701", Error
}
