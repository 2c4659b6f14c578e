finding! {
    /// A puller that is neither an account nor a project.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PULLER_FORM = "PS0409", Error
}
