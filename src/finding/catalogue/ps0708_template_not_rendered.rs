finding! {
    /// A manifest that is a template.
    ///
    /// ## What it means
    ///
    /// The file holds expressions of Helm, Jinja or a shell where YAML should stand, or the folder is a
    /// Helm chart. It is said once a file, once for all templates of a chart, and nothing else is said of
    /// it. Parameters of Argo (`{{inputs.parameters.image}}`) are no such expressions: Argo fills them in
    /// when a workflow runs, and their images are passed over.
    ///
    /// ## Why it matters
    ///
    /// Which images a template pulls depends on values that are not in it. An audit that passed over it
    /// in silence would say that all is well.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: app}
    /// spec:
    ///   containers:
    ///     - name: app
    ///       image: {{ .Values.image }}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Audit what comes out: `helm template CHART | pullsecrets audit -`, `kubectl kustomize DIR |
    /// pullsecrets audit -`. Where that is done elsewhere, `--allow PS0708`.
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: app}
    /// spec:
    ///   containers:
    ///     - name: app
    ///       image: quay.io/acme/app:1
    /// ```
    pub TEMPLATE_NOT_RENDERED = "PS0708", Error
}
