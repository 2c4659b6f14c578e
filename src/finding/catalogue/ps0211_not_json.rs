finding! {
    /// A file that must be JSON is not.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub NOT_JSON = "PS0211", Error
}
