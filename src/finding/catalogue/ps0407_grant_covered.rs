finding! {
    /// A service account is granted where its whole project is.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub GRANT_COVERED = "PS0407", Warning
}
