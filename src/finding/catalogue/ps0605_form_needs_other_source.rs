finding! {
    /// An output form and a credential source that exclude each other.
    ///
    /// ## What it means
    ///
    /// A registry with `external` has no value here: the cluster fetches it. So its Secret must come out as
    /// an ExternalSecret, and only registries with `external` can. One Secret cannot hold both kinds, and
    /// the global pull secret is made of values alone.
    ///
    /// ## Why it matters
    ///
    /// A plain, sealed or encrypted Secret without its value would be an empty one, and the pods would fail
    /// to pull.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   vault:
    ///     server: ghcr.io/acme
    ///     external: {store: {name: vault}, username: {key: user}, password: {key: token}}
    /// projects:
    ///   project-a: {pullSecrets: [vault]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Choose the form at the registry, or for all in `output.secrets`.
    ///
    /// ```yaml
    /// registries:
    ///   vault:
    ///     server: ghcr.io/acme
    ///     secrets: ExternalSecret
    ///     external: {store: {name: vault}, username: {key: user}, password: {key: token}}
    /// projects:
    ///   project-a: {pullSecrets: [vault]}
    /// ```
    pub FORM_NEEDS_OTHER_SOURCE = "PS0605", Error
}
