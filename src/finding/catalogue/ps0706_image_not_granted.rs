finding! {
    /// An image of another project without a grant.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub IMAGE_NOT_GRANTED = "PS0706", Error
}
