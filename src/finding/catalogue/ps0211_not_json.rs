finding! {
    /// A file that must be JSON is not.
    ///
    /// ## What it means
    ///
    /// A file from which pull secrets are made is not JSON: it is empty, cut off, has a comment or a
    /// comma too many, or is base64 of JSON.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses a pull secret that is not JSON, and kubelet fails every pull of a pod that
    /// lists one.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// secrets:
    ///   everything:
    ///     authFile: {file: auth.json.b64}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Name the file as `podman login` or `docker login` writes it, or decode it first.
    ///
    /// ```yaml
    /// secrets:
    ///   everything:
    ///     authFile: {file: auth.json}
    /// ```
    pub NOT_JSON = "PS0211", Error
}
