finding! {
    /// A value of another type than the field takes.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub WRONG_TYPE = "PS0007", Error
}
