finding! {
    /// Objects of which nobody knows where they go.
    ///
    /// ## What it means
    ///
    /// Workloads of this file name no namespace, `--namespace` does not either, the spec has several
    /// projects, and whether an image can be pulled depends on the project. It is said once a file. Such
    /// workloads are checked for what holds everywhere: names of images, and secrets that the spec makes
    /// nowhere.
    ///
    /// ## Why it matters
    ///
    /// The same Deployment can pull in one project and not in the next. Without a namespace there is no
    /// answer, and silence would look like one.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: app}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Write it into the manifest, or say where it goes: `pullsecrets audit --namespace project-a
    /// app.yaml`.
    ///
    /// ```yaml
    /// apiVersion: apps/v1
    /// kind: Deployment
    /// metadata: {name: app, namespace: project-a}
    /// ```
    pub NAMESPACE_NOT_KNOWN = "PS0711", Warning
}
