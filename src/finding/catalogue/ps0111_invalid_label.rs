finding! {
    /// A label or annotation that Kubernetes refuses.
    ///
    /// ## What it means
    ///
    /// A key or a value under `labels` or `annotations` breaks the rules of the API server. A
    /// key is at most 63 letters, digits, `-`, `_` and `.` with a letter or digit at both ends,
    /// before it perhaps a domain and `/`. The value of a label has the same form, or is empty.
    /// Annotations may have any value, 262,144 bytes together.
    ///
    /// The annotation that pins a service account cannot be set for all objects: every account
    /// has its own.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses every object that carries it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// output:
    ///   labels: {team: Platform Engineering}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// output:
    ///   labels: {team: platform-engineering}
    ///   annotations: {example.com/team: Platform Engineering}
    /// ```
    pub INVALID_LABEL = "PS0111", Error
}
