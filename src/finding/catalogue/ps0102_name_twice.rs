finding! {
    /// A name that is both a registry and a secret.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub NAME_TWICE = "PS0102", Error
}
