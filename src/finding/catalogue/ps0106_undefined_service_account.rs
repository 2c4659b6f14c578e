finding! {
    /// A service account that its project does not have.
    ///
    /// ## What it means
    ///
    /// A grant or a workflow names a service account that its project does not have. A project
    /// has the accounts under `serviceAccounts` (its profiles' included), or `default` where
    /// none are listed. On OpenShift `default`, `builder`, `deployer` and `pipeline` are in
    /// every project.
    ///
    /// ## Why it matters
    ///
    /// RBAC takes any name, so a misspelled grant is in force for an account that nobody has,
    /// and a workflow under a missing account does not start.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts: {web: {}}
    ///   images: {}
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/wbe]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts: {web: {}}
    ///   images: {}
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/web]
    /// ```
    ///
    /// An account that somebody else makes is listed as `{link: workload}`, and is not written.
    /// Accounts of a project with `managed: false` need not be listed.
    pub UNDEFINED_SERVICE_ACCOUNT = "PS0106", Error
}
