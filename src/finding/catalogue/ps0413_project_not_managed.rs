finding! {
    /// Something to emit in a project that is not managed.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PROJECT_NOT_MANAGED = "PS0413", Error
}
