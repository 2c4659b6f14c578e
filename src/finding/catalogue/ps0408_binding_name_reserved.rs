finding! {
    /// A binding name that OpenShift uses itself.
    ///
    /// ## What it means
    ///
    /// `name` of a grant is one of the RoleBindings that OpenShift makes in every project:
    /// `system:image-pullers`, `system:image-builders` or `system:deployers`.
    ///
    /// ## Why it matters
    ///
    /// Subjects of a binding are replaced as a whole. An apply would take from the project's
    /// own accounts the right to pull their images, or fail because the role of a binding
    /// cannot be changed.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a: {}
    ///   images: {}
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/default]
    ///     name: system:image-pullers
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a: {}
    ///   images: {}
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/default]
    /// ```
    pub BINDING_NAME_RESERVED = "PS0408", Error
}
