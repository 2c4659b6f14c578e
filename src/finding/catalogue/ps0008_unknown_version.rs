finding! {
    /// An apiVersion or kind that this command does not read.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNKNOWN_VERSION = "PS0008", Error
}
