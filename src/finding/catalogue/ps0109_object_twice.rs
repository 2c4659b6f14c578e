finding! {
    /// Two objects of one kind, namespace and name.
    ///
    /// ## What it means
    ///
    /// Two parts of the file would become objects of one kind, namespace and name: an
    /// `authSecretName` that another pull secret of the project has, two workflows of one name,
    /// a grant's `name` that is the name of another binding, or a pull secret `pull-secret` in
    /// `openshift-config` beside the global one.
    ///
    /// ## Why it matters
    ///
    /// An apply writes both, one over the other; which one stays depends on their order.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   vendor:
    ///     server: registry.example.com
    ///     authServer: sso.example.com
    ///     authSecretName: quay
    ///     username: developer
    ///     password: {env: VENDOR_PASSWORD}
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// projects:
    ///   project-a: {pullSecrets: [vendor, quay]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   vendor:
    ///     server: registry.example.com
    ///     authServer: sso.example.com
    ///     authSecretName: vendor-sso
    ///     username: developer
    ///     password: {env: VENDOR_PASSWORD}
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// projects:
    ///   project-a: {pullSecrets: [vendor, quay]}
    /// ```
    pub OBJECT_TWICE = "PS0109", Error
}
