finding! {
    /// The global pull secret in a form other than Secret.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub GLOBAL_ALWAYS_PLAIN = "PS0609", Error
}
