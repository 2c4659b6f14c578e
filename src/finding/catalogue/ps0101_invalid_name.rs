finding! {
    /// A name that Kubernetes refuses.
    ///
    /// ## What it means
    ///
    /// The name of a project, a Secret, a service account, a workflow or a binding breaks the
    /// rules of the API server. Projects are DNS-1123 labels: lowercase letters, digits and
    /// `-`, a letter or digit at both ends, at most 63 characters. Secrets, service accounts
    /// and workflows are subdomains: the same with dots between, at most 253 characters. Argo
    /// is narrower: 63 characters for a Workflow or WorkflowTemplate, 52 for a CronWorkflow. A
    /// RoleBinding's name may have anything but `/` and `%`.
    ///
    /// The name of a registry counts where a Secret is made of it. One whose credential only
    /// stands in `secrets` of several registries may have any name.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses the whole object, in the middle of an apply, when half of the
    /// others are there already.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   Project_A:
    ///     pullSecrets: [quay]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    /// ```
    pub INVALID_NAME = "PS0101", Error
}
