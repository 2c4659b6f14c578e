finding! {
    /// An apiVersion or kind that this command does not read.
    ///
    /// ## What it means
    ///
    /// The file says that it is something else than a `PullSecrets` of `pullsecrets.dev/v1`: a Kubernetes
    /// manifest, say, or a spec for another version of this program.
    ///
    /// ## Why it matters
    ///
    /// The two lines tell programs and people what the file is. The same file serves as the configuration
    /// of a Kustomize function, which is found by them, so they have to be right.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: PullSecret
    /// registries: {}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// apiVersion: pullsecrets.dev/v1
    /// kind: PullSecrets
    /// registries: {}
    /// ```
    pub UNKNOWN_VERSION = "PS0008", Error
}
