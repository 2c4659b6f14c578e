finding! {
    /// A `_json_key` user whose password is not JSON.
    ///
    /// ## What it means
    ///
    /// The user is `_json_key` (or `_json_key_base64`) of Google's registries, and the password is not
    /// the JSON of a key (or base64 of it).
    ///
    /// ## Why it matters
    ///
    /// With these users the password is the whole key file. Its path, its private key alone, or its
    /// base64 under `_json_key` are refused by the registry.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   google:
    ///     server: europe-docker.pkg.dev/acme
    ///     username: _json_key
    ///     password: {file: private-key.pem}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   google:
    ///     server: europe-docker.pkg.dev/acme
    ///     username: _json_key
    ///     password: {file: key.json}
    /// ```
    pub JSON_KEY_FORM = "PS0223", Warning
}
