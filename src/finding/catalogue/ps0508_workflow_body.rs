finding! {
    /// A workflow body that Argo refuses.
    ///
    /// ## What it means
    ///
    /// The body of a workflow, inline or rendered by a template, has a field that Argo does not have, lacks
    /// one that it needs, or holds a value of another kind. The same is checked as far as names go: the
    /// entrypoint is a template that is there.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses such an object, or Argo accepts it and fails every run. A field that is
    /// misspelled may also be dropped in silence, and the workflow runs without it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:   # of a project
    ///   - name: build
    ///     spec:
    ///       entrypoint: main
    ///       templates:
    ///         - name: main
    ///           contianer: {image: quay.io/acme/builder, args: [1]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// workflows:   # of a project
    ///   - name: build
    ///     spec:
    ///       entrypoint: main
    ///       templates:
    ///         - name: main
    ///           container: {image: quay.io/acme/builder, args: ["1"]}
    /// ```
    pub WORKFLOW_BODY = "PS0508", Error
}
