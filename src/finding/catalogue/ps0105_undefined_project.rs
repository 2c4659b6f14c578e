finding! {
    /// A project that this file does not define.
    ///
    /// ## What it means
    ///
    /// A grant names a project that is not under `projects`, as the place of the images or as a
    /// puller's.
    ///
    /// ## Why it matters
    ///
    /// RBAC takes any name. A grant to a project that is misspelled helps nobody today, and
    /// whoever makes a project of that name later gets the access.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a: {}
    ///   project-b: {}
    /// grants:
    ///   - imagesIn: project-b
    ///     pullers: [projetc-a/default]
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
    ///
    /// A project that others own is defined by `others: {managed: false}`: it can be named, and
    /// nothing but bindings is written into it.
    pub UNDEFINED_PROJECT = "PS0105", Error
}
