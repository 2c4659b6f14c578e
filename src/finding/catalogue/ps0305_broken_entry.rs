finding! {
    /// An entry that fails every pull of the pods that list the secret.
    ///
    /// ## What it means
    ///
    /// A file that becomes a pull secret as it is, or the base of the global pull secret, holds an entry
    /// that kubelet cannot read: an `auth` that is not base64 or has no colon, a field that is no text, an
    /// entry that is no mapping.
    ///
    /// ## Why it matters
    ///
    /// The API server takes such a Secret. Kubelet reads all pull secrets of a pod before it looks for the
    /// one that fits, and one broken entry of any of them ends the pull of every image, of whatever
    /// registry.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// secrets:
    ///   everything:
    ///     authFile: {file: auth.json}   # {"auths": {"quay.io": {"auth": "no-base64!"}}}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Log in again, so that the entry is written anew, or take it out of the file.
    ///
    /// ```yaml
    /// secrets:
    ///   everything:
    ///     authFile: {file: auth.json}   # podman login --authfile auth.json quay.io
    /// ```
    pub BROKEN_ENTRY = "PS0305", Error
}
