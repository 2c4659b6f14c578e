finding! {
    /// An image whose name no node can read.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub IMAGE_NAME_INVALID = "PS0712", Error
}
