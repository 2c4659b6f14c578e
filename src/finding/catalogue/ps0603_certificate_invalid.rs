finding! {
    /// A certificate that cannot seal.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub CERTIFICATE_INVALID = "PS0603", Error
}
