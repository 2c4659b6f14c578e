finding! {
    /// Something that an import cannot carry over as it is.
    ///
    /// ## What it means
    ///
    /// What was given to `pullsecrets import` holds something that a spec says in another way or not
    /// at all: a user or a foreign group in a binding to `system:image-puller`, two secrets of one
    /// name with different content, a secret of the older type `kubernetes.io/dockercfg`, an entry
    /// of a Docker file without a credential, a file without any entry. It is also said where there
    /// is nothing to import at all.
    ///
    /// ## Why it matters
    ///
    /// The spec that was written is complete but for this. What is not in it stays in the cluster as
    /// it is, until somebody decides about it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// apiVersion: rbac.authorization.k8s.io/v1
    /// kind: RoleBinding
    /// metadata: {name: "system:image-puller", namespace: images}
    /// roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "system:image-puller"}
    /// subjects:
    ///   - {apiGroup: rbac.authorization.k8s.io, kind: User, name: alex}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Grants name service accounts and whole projects; a person pulls with a login of her own.
    ///
    /// ```yaml
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [shop/default]
    /// ```
    pub NOT_IMPORTED = "PS0713", Warning
}
