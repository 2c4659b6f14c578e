finding! {
    /// A certificate that has expired or is not yet valid.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub CERTIFICATE_DATES = "PS0604", Error
}
