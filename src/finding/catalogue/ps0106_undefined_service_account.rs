finding! {
    /// A service account that its project does not have.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNDEFINED_SERVICE_ACCOUNT = "PS0106", Error
}
