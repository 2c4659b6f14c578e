finding! {
    /// A registry, secret or profile that nothing uses.
    ///
    /// ## What it means
    ///
    /// A registry, a secret or a profile is defined, and no project, secret, profile,
    /// `defaults` or global pull secret names it.
    ///
    /// ## Why it matters
    ///
    /// Often the name was mistyped elsewhere, or the last use is gone and a credential stays in
    /// reach of builds that no longer need it.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    ///   legacy: {server: registry.example.com, auth: {file: legacy.b64}}
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    ///
    /// It is not reported while any part of the file has a wrong shape: the use may stand
    /// there.
    pub UNUSED_DEFINITION = "PS0108", Warning
}
