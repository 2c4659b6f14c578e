finding! {
    /// A workflow body that Argo refuses.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub WORKFLOW_BODY = "PS0508", Error
}
