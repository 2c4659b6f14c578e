finding! {
    /// An entry whose credential is kept by a credential helper.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub CREDENTIAL_HELPER = "PS0213", Error
}
