finding! {
    /// A credential file that ends in a newline.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TRAILING_NEWLINE = "PS0218", Warning
}
