finding! {
    /// An entry whose `auth` is missing or says something else than its username and password.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub AUTH_MISSING_OR_DIFFERS = "PS0219", Warning
}
