finding! {
    /// A Docker or Podman file without an entry for the server.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub ENTRY_MISSING = "PS0215", Error
}
