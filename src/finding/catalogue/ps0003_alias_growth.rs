finding! {
    /// Anchors and aliases expand past the bound.
    ///
    /// ## What it means
    ///
    /// Aliases (`*name`) repeat what an anchor (`&name`) holds. Together they add more than
    /// 1,000,000 values to those that were written, or an alias stands inside its own anchor, which
    /// would never end.
    ///
    /// ## Why it matters
    ///
    /// A few lines of aliases of aliases stand for thousands of millions of values: a file of a
    /// stranger could take all memory of the machine that checks it. No spec that people write
    /// comes near the bound.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// metadata:
    ///   labels: &labels
    ///     team: platform
    ///     more: *labels
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// profiles:
    ///   team: {pullSecrets: [quay]}
    /// projects:
    ///   project-a: {use: [team]}
    ///   project-b: {use: [team]}
    /// ```
    pub ALIAS_GROWTH = "PS0003", Error
}
