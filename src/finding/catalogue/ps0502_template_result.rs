finding! {
    /// A template that yields something other than a workflow.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TEMPLATE_RESULT = "PS0502", Error
}
