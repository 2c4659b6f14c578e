finding! {
    /// A credential that is not UTF-8, or starts with a byte-order mark.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub CREDENTIAL_ENCODING = "PS0212", Error
}
