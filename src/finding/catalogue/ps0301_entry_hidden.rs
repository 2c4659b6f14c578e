finding! {
    /// Two entries of which one hides the other for some image.
    ///
    /// ## What it means
    ///
    /// The pull secrets of one pod hold two different credentials that fit the same image, and the order in
    /// which they are tried is not one that anybody can mean: two secrets with the same server, a key of
    /// `docker.io` beside one of `index.docker.io`, or a host with `*` that comes before a key that says
    /// more. The message names an image.
    ///
    /// A host and a path of it, as `quay.io` and `quay.io/acme`, are no fault: the longer key is tried
    /// first, the other after it.
    ///
    /// ## Why it matters
    ///
    /// Kubelet tries keys in the reverse order of their letters and, under one key, secrets as the pod
    /// lists them. The second credential is used only where the first one fails, and Podman and CRI-O use
    /// one entry only. A key of `docker.io` shuts `index.docker.io` out altogether. Whoever renews the
    /// hidden credential wonders why nothing changes.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   reader: {server: quay.io, username: acme+reader, password: {env: READER}}
    ///   writer: {server: quay.io, username: acme+writer, password: {env: WRITER}}
    /// projects:
    ///   project-a: {pullSecrets: [reader, writer]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Give each the path that it is for, or list one of them.
    ///
    /// ```yaml
    /// registries:
    ///   reader: {server: quay.io/acme/released, username: acme+reader, password: {env: READER}}
    ///   writer: {server: quay.io/acme/staging, username: acme+writer, password: {env: WRITER}}
    /// projects:
    ///   project-a: {pullSecrets: [reader, writer]}
    /// ```
    pub ENTRY_HIDDEN = "PS0301", Warning
}
