finding! {
    /// A key stands twice in one mapping.
    ///
    /// ## What it means
    ///
    /// A mapping has the same key twice. Quotes make no difference: `quay` and `"quay"` are one
    /// key.
    ///
    /// ## Why it matters
    ///
    /// YAML forbids it, but programs read it all the same and keep the first or the last, each its
    /// own. The same file would mean one thing here and another in a cluster, and a registry or a
    /// project would be gone without a word.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///   project-a:
    ///     pullSecrets: [legacy]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay, legacy]
    /// ```
    pub DUPLICATE_KEY = "PS0002", Error
}
