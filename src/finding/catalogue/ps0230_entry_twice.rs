finding! {
    /// A Docker or Podman file with two entries of one server.
    ///
    /// ## What it means
    ///
    /// Under `auths` of a file one key stands twice.
    ///
    /// ## Why it matters
    ///
    /// `auths` is a mapping: whoever reads it keeps the last of equal keys, and the other credential is
    /// lost without a word.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// secrets:
    ///   everything:
    ///     authFile: {file: same-key.json}    # {"auths": {"quay.io": …, "quay.io": …}}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Keep one of them, or give the keys paths: kubelet and CRI-O take the longest that fits an image.
    ///
    /// ```yaml
    /// secrets:
    ///   everything:
    ///     authFile: {file: two-keys.json}    # {"auths": {"quay.io/acme": …, "quay.io": …}}
    /// ```
    pub ENTRY_TWICE = "PS0230", Error
}
