finding! {
    /// A pull secret that the spec does not make in that project.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SECRET_NOT_MADE = "PS0703", Error
}
