finding! {
    /// A field that the language does not have.
    ///
    /// ## What it means
    ///
    /// A mapping has a key that `pullsecrets.yaml` does not know at this place. It may be mistyped, stand
    /// one level too high or too low, or belong to another kind of file. Only the key is shown, never what
    /// stands under it.
    ///
    /// ## Why it matters
    ///
    /// A key that is skipped in silence is a setting that does not hold: a pull secret that no account
    /// gets, a password that is not used. So no unknown key is skipped.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     passwrod: {env: QUAY_TOKEN}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// ```
    pub UNKNOWN_FIELD = "PS0006", Error
}
