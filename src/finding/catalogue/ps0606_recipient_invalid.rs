finding! {
    /// SOPS output without a usable age recipient.
    ///
    /// ## What it means
    ///
    /// A pull secret comes out encrypted by SOPS, and `output.sops.age` is missing or empty, or an entry of
    /// it is not the recipient of an age key (`age1` and 58 letters and digits). More than 100 are not taken.
    ///
    /// ## Why it matters
    ///
    /// Recipients are those who can decrypt: Flux, the plugin in Argo CD, an administrator. Without one
    /// nobody could. A private key (`AGE-SECRET-KEY-…`) in their place gives everything away; nothing of it
    /// is shown, but it must be replaced if it was ever committed.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// output:
    ///   secrets: Sops
    /// ```
    ///
    /// ## Use instead
    ///
    /// The recipient that `age-keygen -y KEYFILE` prints.
    ///
    /// ```yaml
    /// output:
    ///   secrets: Sops
    ///   sops: {age: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]}
    /// ```
    pub RECIPIENT_INVALID = "PS0606", Error
}
