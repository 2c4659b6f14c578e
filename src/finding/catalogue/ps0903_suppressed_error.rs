finding! {
    /// A suppression of an error.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SUPPRESSED_ERROR = "PS0903", Error
}
