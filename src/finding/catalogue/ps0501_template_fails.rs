finding! {
    /// A template that does not render.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TEMPLATE_FAILS = "PS0501", Error
}
