finding! {
    /// A user's name or a password with blanks around it, or with a line break.
    ///
    /// ## What it means
    ///
    /// A user's name or a password starts or ends in a blank, or holds a line break or another
    /// control character. `auth` is looked at as it decodes, and so are entries of Docker and Podman
    /// files. Google's JSON keys may have blanks where they like.
    ///
    /// ## Why it matters
    ///
    /// It is sent to the registry as it is, and the registry refuses it. `echo USER:PASSWORD | base64`
    /// encodes the newline of `echo` as the last letter of the password, which nobody sees in the
    /// base64.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     auth: {file: echoed.b64}           # echo "$USER:$TOKEN" | base64 > echoed.b64
    /// ```
    ///
    /// ## Use instead
    ///
    /// Encode it without the newline: `printf %s "$USER:$TOKEN" | base64 -w0 > printed.b64`.
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     auth: {file: printed.b64}
    /// ```
    pub BLANK_IN_CREDENTIAL = "PS0229", Warning
}
