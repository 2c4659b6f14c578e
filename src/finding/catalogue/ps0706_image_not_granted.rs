finding! {
    /// An image of another project without a grant.
    ///
    /// ## What it means
    ///
    /// The image lies in OpenShift's integrated registry, in another project than the pod, and no entry
    /// of `grants` lets the pod's service account pull from there. Images of its own project and of
    /// `openshift` need no grant.
    ///
    /// Bindings that stand in the audited manifests count as grants do.
    ///
    /// ## Why it matters
    ///
    /// The integrated registry asks the API server whether the account may read image streams of that
    /// project, and refuses. What is written there is `authentication required`, which sends people
    /// looking for a password.
    ///
    /// ## Example
    ///
    /// A pod of `project-a`, whose image lies in `project-b`.
    ///
    /// ```yaml
    /// spec:
    ///   containers:
    ///     - name: app
    ///       image: image-registry.openshift-image-registry.svc:5000/project-b/app:1
    /// ```
    ///
    /// ## Use instead
    ///
    /// Grant it in the spec. Where somebody made the binding by hand, say so on the line of the image.
    ///
    /// ```yaml
    /// grants:
    ///   - imagesIn: project-b
    ///     pullers: [project-a/default]
    /// ```
    pub IMAGE_NOT_GRANTED = "PS0706", Error
}
