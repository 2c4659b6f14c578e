finding! {
    /// An overlay's `namespace` or `namePrefix` would break these objects.
    ///
    /// ## What it means
    ///
    /// The directory holds objects of several projects that belong together: a RoleBinding lies
    /// in the project that holds the images and names accounts of another. A kustomization that
    /// takes the directory as its base and sets `namespace` puts all of them into one.
    ///
    /// ## Why it matters
    ///
    /// The binding then gives access to the images of the wrong project, and the pulls that it
    /// was for are refused. `namePrefix` and `nameSuffix` reach every reference, by the
    /// `kustomizeconfig.yaml` that the directory brings along, but they rename the accounts too:
    /// pods that run as `default` have nothing of what is given to `dev-default`. Nothing
    /// reports it before a pod fails.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// resources: [../manifests]
    /// namespace: team-a
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// resources: [../manifests]
    /// commonAnnotations: {owner: platform}
    /// ```
    ///
    /// Say projects and names in the spec, and build one directory a cluster.
    pub OVERLAY_BREAKS = "PS0610", Note
}
