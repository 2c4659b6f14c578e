finding! {
    /// A service account that the spec does not know.
    ///
    /// ## What it means
    ///
    /// A pod runs as a service account that its project does not have: the spec does not list it,
    /// OpenShift and Kubernetes do not make it by themselves, and its manifest is not among those that
    /// are audited.
    ///
    /// ## Why it matters
    ///
    /// A pod whose service account is missing is not created at all: its Deployment shows no pods, and
    /// only an event of the ReplicaSet says why. What the account would pull with cannot be told either.
    ///
    /// ## Example
    ///
    /// The spec lists `worker`.
    ///
    /// ```yaml
    /// spec:
    ///   serviceAccountName: wroker
    /// ```
    ///
    /// ## Use instead
    ///
    /// Name an account that is there, list it in the spec, or audit the manifest that makes it too.
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts: {default: {}, worker: {}}
    /// ```
    pub ACCOUNT_NOT_KNOWN = "PS0707", Error
}
