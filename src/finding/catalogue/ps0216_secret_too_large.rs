finding! {
    /// A Secret of more than 1,048,576 bytes.
    ///
    /// ## What it means
    ///
    /// The data of a pull secret, before base64, is larger than the API server takes.
    ///
    /// ## Why it matters
    ///
    /// The API server refuses the object, and nothing in the project could pull with it. Only a whole file
    /// of credentials gets this large, or a secret of thousands of registries.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// secrets:
    ///   everything: {authFile: {file: containers-auth.json}}   # 2 MiB
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     authFile: {file: containers-auth.json}
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    ///
    /// Take from the file what the project pulls with, and no more.
    pub SECRET_TOO_LARGE = "PS0216", Error
}
