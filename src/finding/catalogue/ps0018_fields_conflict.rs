finding! {
    /// Fields that exclude each other are both given.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub FIELDS_CONFLICT = "PS0018", Error
}
