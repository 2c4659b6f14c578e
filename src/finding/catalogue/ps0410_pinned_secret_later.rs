finding! {
    /// A pod may name its pinned secret moments before it exists.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PINNED_SECRET_LATER = "PS0410", Note
}
