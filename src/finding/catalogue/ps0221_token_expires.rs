finding! {
    /// A token that has expired or soon will.
    ///
    /// ## What it means
    ///
    /// A password is a JSON Web Token whose `exp` has passed, or will within 30 days. The token's
    /// signature is not looked at.
    ///
    /// ## Why it matters
    ///
    /// Pull secrets stay as they are until somebody changes them. From that moment on every new pod on a
    /// node that does not have the image yet fails.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {file: last-years-token.txt}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Get a new token, or use a robot account, whose password has no end.
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+robot
    ///     password: {file: robot.txt}
    /// ```
    pub TOKEN_EXPIRES = "PS0221", Warning
}
