finding! {
    /// A file that is JSON but no Docker config.
    ///
    /// ## What it means
    ///
    /// A file is JSON, but no Docker config: it is a list or a text, it has no `auths`, or its `auths` is
    /// no mapping. The base of the global pull secret may also be the Secret that holds one.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses some of these and kubelet the rest, where it fails every pull of the pods
    /// that list the secret. The old form without `auths` (`.dockercfg`) is kept under another key and
    /// another type of Secret, and kubelet finds nothing in it here.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// secrets:
    ///   everything:
    ///     authFile: {file: dockercfg.json}   # {"quay.io": {"auth": "…"}}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Use a file of the present form.
    ///
    /// ```yaml
    /// secrets:
    ///   everything:
    ///     authFile: {file: auth.json}        # {"auths": {"quay.io": {"auth": "…"}}}
    /// ```
    pub DOCKER_CONFIG_SHAPE = "PS0224", Error
}
