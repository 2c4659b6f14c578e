finding! {
    /// A template value that could change the YAML around it.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNSAFE_VALUE = "PS0506", Error
}
