finding! {
    /// A credential that ends in a newline.
    ///
    /// ## What it means
    ///
    /// A file or a variable from which a value is read ends in a newline. That of a file is left out,
    /// once; that of a variable is not.
    ///
    /// ## Why it matters
    ///
    /// Editors and `echo` end files with a newline, and passwords have none. A file's is left out,
    /// since it is nearly never meant; this says so in case that it is. A variable's is kept, and is
    /// sent to the registry as a part of the password; `TOKEN="$(cat FILE)"` leaves it out.
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
    /// Write the file without it: `printf %s "$TOKEN" > printed.txt`.
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
