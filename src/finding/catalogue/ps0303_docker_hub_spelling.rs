finding! {
    /// A spelling of Docker Hub that a runtime does not find.
    ///
    /// ## What it means
    ///
    /// The server is a name of Docker Hub under which kubelet, or no runtime at all, looks for the
    /// credential of images such as `nginx` or `docker.io/acme/app`.
    ///
    /// ## Why it matters
    ///
    /// To kubelet every image of Docker Hub is of `docker.io`. It also takes `index.docker.io`, as `docker
    /// login` writes it, but without a path and only where no key of `docker.io` fits. It never takes
    /// `registry-1.docker.io`, which Podman and CRI-O do. Pulls then go without credentials, until the
    /// limit for anonymous pulls is reached.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   hub: {server: registry-1.docker.io, username: acme, password: {env: HUB_TOKEN}}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   hub: {server: docker.io, username: acme, password: {env: HUB_TOKEN}}
    /// ```
    pub DOCKER_HUB_SPELLING = "PS0303", Warning
}
