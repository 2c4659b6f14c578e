finding! {
    /// An entry that only one of the two runtimes can use.
    ///
    /// ## What it means
    ///
    /// Kubelet looks credentials up for pods; containers/image does so for Podman, Buildah and Skopeo, and
    /// for CRI-O on its own. They read the same files and understand keys differently. This key is found by
    /// one of them: it has a `*` in its host or an address in brackets, or, in a file, a slash at its end,
    /// a user, or a scheme before a path.
    ///
    /// ## Why it matters
    ///
    /// A pod is served by kubelet, and the very same file fails where a build or a person uses it, or the
    /// other way round. For pods alone a `*` is fine: accept the warning with a reason.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   mirrors: {server: "*.mirror.example.com", username: ci, password: {env: MIRROR}}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   mirror-eu: {server: eu.mirror.example.com, username: ci, password: {env: MIRROR}}
    ///   mirror-us: {server: us.mirror.example.com, username: ci, password: {env: MIRROR}}
    /// ```
    pub ONE_RUNTIME_ONLY = "PS0304", Warning
}
