finding! {
    /// A manifest that is a template.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TEMPLATE_NOT_RENDERED = "PS0708", Error
}
