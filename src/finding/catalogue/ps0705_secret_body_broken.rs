finding! {
    /// A pull secret whose body fails every pull.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SECRET_BODY_BROKEN = "PS0705", Error
}
