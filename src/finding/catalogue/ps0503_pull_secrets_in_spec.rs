finding! {
    /// `imagePullSecrets` inside a workflow's own spec.
    ///
    /// ## What it means
    ///
    /// The inline `spec` of a workflow (or the `workflowSpec` of a CronWorkflow) lists
    /// `imagePullSecrets` itself. That list is written by the compiler, from `pullSecrets` beside `spec`.
    ///
    /// ## Why it matters
    ///
    /// Names in `pullSecrets` are checked: they exist, they belong to the project, and under a pinned
    /// account OpenShift's own pull secret is named as well. A list inside the body would either be
    /// overwritten or shut all of that out.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     workflows:
    ///       - name: build
    ///         spec:
    ///           entrypoint: main
    ///           imagePullSecrets: [{name: quay}]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     workflows:
    ///       - name: build
    ///         pullSecrets: [quay]
    ///         spec:
    ///           entrypoint: main
    /// ```
    pub PULL_SECRETS_IN_SPEC = "PS0503", Error
}
