finding! {
    /// An environment variable that is not set.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub VARIABLE_UNSET = "PS0208", Error
}
