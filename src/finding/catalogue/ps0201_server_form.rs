finding! {
    /// A server that no runtime would find.
    ///
    /// ## What it means
    ///
    /// `server` or `authServer` is spelled so that no image name could ever lie under it: it has a
    /// scheme, a tag or digest, a slash at its end, a pattern in its path, upper-case letters, or a port
    /// that is no port. A server is `host`, `host:port` or `host/path`; `*` stands for one label of the
    /// host, or a part of one. `https://index.docker.io/v1/` alone may have a scheme, since that is how
    /// `oc` and `docker login` write Docker Hub.
    ///
    /// ## Why it matters
    ///
    /// The server becomes the key in `auths`. Kubelet and CRI-O compare it with the beginning of an
    /// image's name and say nothing of keys that never fit: the pull goes on without a credential and
    /// ends in `ImagePullBackOff`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: https://quay.io/v2/
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// ```
    pub SERVER_FORM = "PS0201", Error
}
