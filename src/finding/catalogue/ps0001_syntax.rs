finding! {
    /// The text is not YAML.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SYNTAX = "PS0001", Error
}
