finding! {
    /// A second Secret for a token service, which kubelet never looks up.
    ///
    /// ## What it means
    ///
    /// A note: the registry names its token service (`authServer`), and a second Secret is made
    /// for it, as the documentation of delegated authentication shows.
    ///
    /// ## Why it matters
    ///
    /// kubelet takes credentials for the host in the image's name alone, and hands them to the
    /// token service itself. The second Secret serves other clients, such as build tools that
    /// log in to the token service first. If a pull fails, the entry of the registry is the one
    /// to look at.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   vendor:
    ///     server: registry.example.com
    ///     authServer: sso.example.com
    ///     username: developer
    ///     password: {env: VENDOR_PASSWORD}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   vendor:
    ///     server: registry.example.com
    ///     username: developer
    ///     password: {env: VENDOR_PASSWORD}
    /// ```
    ///
    /// Leave `authServer` out where only nodes pull.
    pub TOKEN_SERVICE = "PS0227", Note
}
