finding! {
    /// `imagePullSecrets` inside a workflow's own spec.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PULL_SECRETS_IN_SPEC = "PS0503", Error
}
