finding! {
    /// A pinned secret name that another Secret has.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PINNED_NAME_TAKEN = "PS0403", Error
}
