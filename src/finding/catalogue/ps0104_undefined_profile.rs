finding! {
    /// A profile that this file does not define.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub UNDEFINED_PROFILE = "PS0104", Error
}
