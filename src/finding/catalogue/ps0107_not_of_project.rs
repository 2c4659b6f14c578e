finding! {
    /// A pull secret that is not one of the project's.
    ///
    /// ## What it means
    ///
    /// `pull` and `mount` of a service account, and `pullSecrets` of a workflow, choose among
    /// the pull secrets of their project. This one is defined, but the project does not have
    /// it.
    ///
    /// ## Why it matters
    ///
    /// A Secret lies in one namespace, and is made in the projects that name it in
    /// `pullSecrets`. Elsewhere the account would list a Secret that does not exist.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       default: {pull: [quay, ghcr]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay, ghcr]
    ///     serviceAccounts:
    ///       default: {pull: [quay, ghcr]}
    /// ```
    ///
    /// Where a profile is to blame it is reported once, at the profile, with the first project
    /// that shows it.
    pub NOT_OF_PROJECT = "PS0107", Error
}
