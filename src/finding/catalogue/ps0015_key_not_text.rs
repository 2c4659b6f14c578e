finding! {
    /// A mapping key that is not text.
    ///
    /// ## What it means
    ///
    /// A key is a number, a boolean, null, a list or a mapping. Keys are text.
    ///
    /// ## Why it matters
    ///
    /// A key becomes a name in Kubernetes, and `1`, `01` and `1.0` would be one number but three
    /// names. JSON, which the API server reads, has keys of text alone.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   2024:
    ///     pullSecrets: [quay]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   "2024":
    ///     pullSecrets: [quay]
    /// ```
    pub KEY_NOT_TEXT = "PS0015", Error
}
