finding! {
    /// A part that the platform does not have.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub NOT_ON_PLATFORM = "PS0411", Error
}
