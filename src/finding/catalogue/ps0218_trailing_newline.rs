finding! {
    /// A credential that ends in a newline.
    ///
    /// ## What it means
    ///
    /// A file or a variable from which a value is read ends in a newline. The newline is left out, once.
    ///
    /// ## Why it matters
    ///
    /// Editors and `echo` end files with a newline, and passwords have none. It is left out since it is
    /// nearly never meant; this says so in case that it is. In a Docker config the newline would be sent
    /// to the registry as a part of the password.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {file: echoed.txt}       # echo "$TOKEN" > echoed.txt
    /// ```
    ///
    /// ## Use instead
    ///
    /// Write the file without it: `printf %s "$TOKEN" > printed.txt`. A variable that is set as
    /// `TOKEN="$(cat FILE)"` has none.
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {file: printed.txt}
    /// ```
    pub TRAILING_NEWLINE = "PS0218", Warning
}
