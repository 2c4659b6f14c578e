finding! {
    /// A suppression that cannot be read.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SUPPRESSION_FORM = "PS0902", Warning
}
