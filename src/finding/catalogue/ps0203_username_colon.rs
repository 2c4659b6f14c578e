finding! {
    /// A username with a colon.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub USERNAME_COLON = "PS0203", Error
}
