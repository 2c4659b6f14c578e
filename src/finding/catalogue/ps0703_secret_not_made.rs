finding! {
    /// A pull secret that the spec does not make in that project.
    ///
    /// ## What it means
    ///
    /// A pod or a service account names a secret that neither the spec nor the audited manifests make in
    /// its project. The spec knows of secrets that others make by `existing: true`.
    ///
    /// In a project that the spec does not have, or does not manage, others may make what they like
    /// there: only a secret of the spec is then reported.
    ///
    /// With `output.nameSuffixHash` the names of plain Secrets go on with a hash of what is in them,
    /// which changes with each credential: what names one without it, or with an old one, names
    /// nothing. A service account that the spec makes always lists the right name.
    ///
    /// ## Why it matters
    ///
    /// Kubelet goes without a pull secret that is not there: it logs that, and the pull fails as
    /// unauthorized. Secrets are of one project; one that lies in the next is not found.
    ///
    /// ## Example
    ///
    /// The spec makes `quay`.
    ///
    /// ```yaml
    /// spec:
    ///   imagePullSecrets:
    ///     - name: qauy
    /// ```
    ///
    /// ## Use instead
    ///
    /// Name what is there, or tell the spec who makes it.
    ///
    /// ```yaml
    /// secrets:
    ///   from-ops: {existing: true}
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay, from-ops]
    /// ```
    pub SECRET_NOT_MADE = "PS0703", Error
}
