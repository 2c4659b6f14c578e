finding! {
    /// A Secret too large for client-side apply.
    ///
    /// ## What it means
    ///
    /// The object would be kept whole in the annotation `kubectl.kubernetes.io/last-applied-configuration`,
    /// and is larger than the 262,144 bytes that all annotations of an object may have together.
    ///
    /// ## Why it matters
    ///
    /// `kubectl apply` without `--server-side` fails for this Secret, with a message that speaks of
    /// annotations that nobody wrote. Server-side apply keeps no copy.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// secrets:
    ///   everything: {authFile: {file: containers-auth.json}}   # 300 KiB
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     authFile: {file: containers-auth.json}
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    ///
    /// Or apply by `kubectl apply --server-side`, and accept the warning.
    pub APPLY_ANNOTATION_LIMIT = "PS0228", Warning
}
