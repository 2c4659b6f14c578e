finding! {
    /// A pull secret that is not one of the project's.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub NOT_OF_PROJECT = "PS0107", Error
}
