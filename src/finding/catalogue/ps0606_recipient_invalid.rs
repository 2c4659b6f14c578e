finding! {
    /// SOPS output without a usable age recipient.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub RECIPIENT_INVALID = "PS0606", Error
}
