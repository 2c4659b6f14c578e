finding! {
    /// A file that no build wrote is in the way of an output.
    ///
    /// ## What it means
    ///
    /// `build -o DIR` would have to write a file or a folder where something stands that no build wrote:
    /// a file without the header line of a build, a symbolic link, a folder. Nothing was written.
    ///
    /// ## Why it matters
    ///
    /// What somebody wrote by hand must not be lost, and a link could lead the output, credentials
    /// included, to any place.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// # out/project-a/secret-quay.yaml was written by hand; then: pullsecrets build -o out
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// # the file was moved away, or: pullsecrets build -o generated
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    pub FILE_IN_THE_WAY = "PS0607", Error
}
