finding! {
    /// A word that is not one of those that the field takes.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNKNOWN_CHOICE = "PS0010", Error
}
