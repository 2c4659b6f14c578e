finding! {
    /// A grant inside one project.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub GRANT_IN_OWN_PROJECT = "PS0406", Warning
}
