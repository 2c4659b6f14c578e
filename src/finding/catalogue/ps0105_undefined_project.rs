finding! {
    /// A project that this file does not define.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNDEFINED_PROJECT = "PS0105", Error
}
