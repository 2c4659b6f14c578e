finding! {
    /// A registry that the spec does not know.
    ///
    /// ## What it means
    ///
    /// Under `--strict`: no pull secret of the spec, of the pod or of the node has a key that fits this
    /// image. Without `--strict` such an image is taken to be public. What the base of the global pull
    /// secret holds counts where `--credentials` reads it.
    ///
    /// ## Why it matters
    ///
    /// In a company that pulls everything through its own registry, an image from elsewhere is a slip: it
    /// is pulled without credentials, past the mirror and its scans, and under the rate limit of whoever
    /// serves it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// spec:
    ///   containers:
    ///     - {name: proxy, image: "docker.io/library/nginx:1.29"}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Define the registry, pull from one that is defined, or accept it on its line.
    ///
    /// ```yaml
    /// spec:
    ///   containers:
    ///     - name: proxy
    ///       # pullsecrets: allow PS0709 because Docker Hub serves it to all
    ///       image: docker.io/library/nginx:1.29
    /// ```
    pub REGISTRY_NOT_KNOWN = "PS0709", Error
}
