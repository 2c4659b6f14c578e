finding! {
    /// A part that the platform does not have.
    ///
    /// ## What it means
    ///
    /// `platform.kind` is `kubernetes`, and something is asked for that only OpenShift has: the
    /// integrated registry, pinned service accounts, grants, the global pull secret.
    ///
    /// ## Why it matters
    ///
    /// The objects would be taken and mean nothing: there is no role `system:image-puller`, no
    /// controller that reads the annotation, no operator that reads
    /// `openshift-config/pull-secret`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// platform: {kind: kubernetes}
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    ///   images: {}
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/default]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// platform: {kind: kubernetes}
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    pub NOT_ON_PLATFORM = "PS0411", Error
}
