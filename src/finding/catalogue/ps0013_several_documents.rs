finding! {
    /// More than one YAML document in the spec.
    ///
    /// ## What it means
    ///
    /// After `---` or `...` a second YAML document starts. A spec is one document.
    ///
    /// ## Why it matters
    ///
    /// Of two documents one would be skipped, or two specs would be compiled as if they were one.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// apiVersion: pullsecrets.dev/v1
    /// kind: PullSecrets
    /// projects: {project-a: {create: true}}
    /// ---
    /// apiVersion: pullsecrets.dev/v1
    /// kind: PullSecrets
    /// projects: {project-b: {create: true}}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// apiVersion: pullsecrets.dev/v1
    /// kind: PullSecrets
    /// projects:
    ///   project-a: {create: true}
    ///   project-b: {create: true}
    /// ```
    pub SEVERAL_DOCUMENTS = "PS0013", Error
}
