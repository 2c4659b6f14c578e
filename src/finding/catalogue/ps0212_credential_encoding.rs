finding! {
    /// A credential that is not UTF-8, or starts with a byte-order mark.
    ///
    /// ## What it means
    ///
    /// A credential that was read is not UTF-8, or starts with a byte-order mark.
    ///
    /// ## Why it matters
    ///
    /// JSON is UTF-8, and the API server refuses a Docker config that starts with a byte-order mark. In a
    /// password the mark would be sent to the registry as a part of it, and no editor shows it. Files
    /// that PowerShell writes by `>` are UTF-16.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {file: utf16-password.txt}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Save the file as UTF-8 without a byte-order mark.
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {file: password.txt}
    /// ```
    pub CREDENTIAL_ENCODING = "PS0212", Error
}
