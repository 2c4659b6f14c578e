finding! {
    /// A grant inside one project.
    ///
    /// ## What it means
    ///
    /// A grant lets accounts of a project pull images of the same project.
    ///
    /// ## Why it matters
    ///
    /// They may already: OpenShift binds `system:image-puller` to every account of a project in
    /// that project. The line suggests a need that is not there, and often another project was
    /// meant.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a: {}
    ///   project-b: {}
    /// grants:
    ///   - imagesIn: project-b
    ///     pullers: [project-a/default, project-b/default]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a: {}
    ///   project-b: {}
    /// grants:
    ///   - imagesIn: project-b
    ///     pullers: [project-a/default]
    /// ```
    pub GRANT_IN_OWN_PROJECT = "PS0406", Warning
}
