finding! {
    /// A secret of a type that kubelet ignores.
    ///
    /// ## What it means
    ///
    /// A Secret in the manifests holds a Docker config, or a pod pulls with it, and its type is neither
    /// `kubernetes.io/dockerconfigjson` nor the older `kubernetes.io/dockercfg`. A Secret without a type
    /// is `Opaque`. The same is said of a SealedSecret or ExternalSecret that makes such a Secret.
    ///
    /// ## Why it matters
    ///
    /// Kubelet passes over pull secrets of any other type, without an event.
    /// `kubernetes.io/podmanconfigjson` is among them: it is a type that people make up, and no runtime
    /// reads it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata: {name: quay}
    /// type: Opaque
    /// stringData:
    ///   .dockerconfigjson: '{"auths": {}}'
    /// ```
    ///
    /// ## Use instead
    ///
    /// The type of a Secret cannot be changed in place: delete the old one first.
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata: {name: quay}
    /// type: kubernetes.io/dockerconfigjson
    /// stringData:
    ///   .dockerconfigjson: '{"auths": {}}'
    /// ```
    pub SECRET_TYPE_IGNORED = "PS0704", Error
}
