finding! {
    /// A file that no build wrote is in the way of an output.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub FILE_IN_THE_WAY = "PS0607", Error
}
