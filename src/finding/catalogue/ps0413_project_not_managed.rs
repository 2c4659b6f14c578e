finding! {
    /// Something to emit in a project that is not managed.
    ///
    /// ## What it means
    ///
    /// A project is `managed: false`, so that nothing is written into it but the bindings of
    /// grants, and yet it asks for a pull secret, a service account, a workflow or its
    /// Namespace.
    ///
    /// ## Why it matters
    ///
    /// Somebody else owns what is in that project. Writing a list of pull secrets over theirs
    /// would take credentials away from running pods.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   shared:
    ///     managed: false
    ///     pullSecrets: [quay]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   shared:
    ///     managed: false
    /// ```
    ///
    /// An account that others write may be listed as `{link: workload}`; it need not be listed
    /// to be granted.
    pub PROJECT_NOT_MANAGED = "PS0413", Error
}
