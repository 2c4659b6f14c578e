finding! {
    /// An entry with an identity token, which kubelet drops.
    ///
    /// ## What it means
    ///
    /// An entry holds an identity token, as `docker login` stores it for some registries.
    ///
    /// ## Why it matters
    ///
    /// Kubelet knows user names and passwords alone. It drops the token and logs in with what is left,
    /// which is often nothing.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   azure:
    ///     server: acme.azurecr.io
    ///     authFile: {file: docker-config.json}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Make a token or a robot account that has a user name and a password.
    ///
    /// ```yaml
    /// registries:
    ///   azure:
    ///     server: acme.azurecr.io
    ///     username: pull-token
    ///     password: {env: ACR_TOKEN}
    /// ```
    pub IDENTITY_TOKEN = "PS0220", Warning
}
