finding! {
    /// Sealed output without a certificate.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub CERTIFICATE_MISSING = "PS0602", Error
}
