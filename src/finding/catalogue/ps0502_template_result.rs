finding! {
    /// A template that yields something other than a workflow.
    ///
    /// ## What it means
    ///
    /// What a template rendered is not one YAML document that is a workflow, or the `spec` of one: it does
    /// not parse, holds several documents, is of another kind, or has fields that a workflow does not
    /// have. Of `metadata` a template may set labels and annotations; name and namespace may be there and
    /// are replaced.
    ///
    /// The line is that of the rendered text, which is not shown.
    ///
    /// ## Why it matters
    ///
    /// The spec says which objects there will be. A template that could add another one, or write into
    /// another namespace, would grant what nobody reviewed.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// # pullsecrets.yaml names this template for a Workflow
    /// apiVersion: v1
    /// kind: Pod
    /// metadata:
    ///   name: build
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// entrypoint: main
    /// templates:
    ///   - name: main
    ///     container: {image: "${{ vars.image }}"}
    /// ```
    pub TEMPLATE_RESULT = "PS0502", Error
}
