finding! {
    /// A registry that this file does not define.
    ///
    /// ## What it means
    ///
    /// A name in `registries` of a secret or of the global pull secret is not defined under
    /// `registries`. One of `secrets` cannot stand there: secrets hold registries, not each
    /// other.
    ///
    /// ## Why it matters
    ///
    /// The Secret would lack the entry, and pulls from that registry would be anonymous.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    /// secrets:
    ///   acme-pull: {registries: [quay, ghrc]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay: {server: quay.io, username: acme+ci, password: {env: QUAY_TOKEN}}
    ///   ghcr: {server: ghcr.io, username: acme, password: {env: GHCR_TOKEN}}
    /// secrets:
    ///   acme-pull: {registries: [quay, ghcr]}
    /// ```
    pub UNDEFINED_REGISTRY = "PS0110", Error
}
