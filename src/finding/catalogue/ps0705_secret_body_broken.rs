finding! {
    /// A pull secret whose body fails every pull.
    ///
    /// ## What it means
    ///
    /// A Secret in the manifests is of a type that kubelet reads, and kubelet cannot read what is in it:
    /// the key is missing, it is not base64 or not JSON, or one entry has an `auth` that is no base64 of
    /// `user:password`.
    ///
    /// ## Why it matters
    ///
    /// Kubelet reads all pull secrets of a pod before it asks any registry, and gives up at the first
    /// fault. One broken entry fails the pulls of every image of every pod that lists the secret, public
    /// ones included. The API server looks at the JSON alone and lets the rest pass.
    ///
    /// ## Example
    ///
    /// `bm9jb2xvbg==` is `nocolon`.
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: Secret
    /// metadata: {name: quay}
    /// type: kubernetes.io/dockerconfigjson
    /// stringData:
    ///   .dockerconfigjson: '{"auths": {"quay.io": {"auth": "bm9jb2xvbg=="}}}'
    /// ```
    ///
    /// ## Use instead
    ///
    /// Let the compiler write it.
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// ```
    pub SECRET_BODY_BROKEN = "PS0705", Error
}
