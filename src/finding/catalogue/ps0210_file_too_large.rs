finding! {
    /// A credential file or template larger than 1 MiB.
    ///
    /// ## What it means
    ///
    /// A file that the spec names has more than 1,048,576 bytes.
    ///
    /// ## Why it matters
    ///
    /// A Secret holds no more than that, so a larger file is the wrong one: a log, an archive, an image.
    /// The bound also keeps a build's memory small whatever a spec names.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// secrets:
    ///   everything: {authFile: {file: backup.tar}}
    /// projects:
    ///   project-a: {pullSecrets: [everything]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// secrets:
    ///   everything: {authFile: {file: auth.json}}
    /// projects:
    ///   project-a: {pullSecrets: [everything]}
    /// ```
    pub FILE_TOO_LARGE = "PS0210", Error
}
