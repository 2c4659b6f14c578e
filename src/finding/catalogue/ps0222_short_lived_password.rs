finding! {
    /// A user name whose passwords live for hours.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub SHORT_LIVED_PASSWORD = "PS0222", Warning
}
