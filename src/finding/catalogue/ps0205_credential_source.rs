finding! {
    /// A credential's source is missing, or given twice.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub CREDENTIAL_SOURCE = "PS0205", Error
}
