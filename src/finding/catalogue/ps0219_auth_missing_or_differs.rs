finding! {
    /// An entry whose `auth` is missing or says something else than its username and password.
    ///
    /// ## What it means
    ///
    /// An entry of a Docker file has `username` and `password` but no `auth`, or its `auth` says
    /// something else than they do.
    ///
    /// ## Why it matters
    ///
    /// CRI-O, Podman and other users of containers/image read `auth` alone and ignore an entry without
    /// it. Kubelet prefers `auth`. So the entry works in one place and not in the other, or logs in as
    /// somebody else than it seems to.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     authFile: {file: written-by-hand.json}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Let `podman login --authfile auth.json quay.io` write the entry.
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     authFile: {file: auth.json}
    /// ```
    pub AUTH_MISSING_OR_DIFFERS = "PS0219", Warning
}
