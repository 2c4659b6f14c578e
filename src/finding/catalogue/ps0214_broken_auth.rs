finding! {
    /// An `auth` that is no base64 of user:password.
    ///
    /// ## What it means
    ///
    /// An `auth` is not base64 of `user:password`: it holds other characters, is cut off, uses the
    /// alphabet of URLs (`-` and `_`), or what it holds has no colon. An entry of a Docker file that has a
    /// field of the wrong type is reported here too.
    ///
    /// ## Why it matters
    ///
    /// The API server lets such a Secret pass. Kubelet reads every pull secret of a pod before it pulls,
    /// and one such entry fails all of the pod's pulls, those from other registries too.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   legacy:
    ///     server: registry.example.com
    ///     auth: {file: token-alone.b64}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Encode the name and the password together, or say them apart.
    ///
    /// ```yaml
    /// registries:
    ///   legacy:
    ///     server: registry.example.com
    ///     username: robot
    ///     password: {file: token.txt}
    /// ```
    pub BROKEN_AUTH = "PS0214", Error
}
