finding! {
    /// A YAML tag.
    ///
    /// ## What it means
    ///
    /// A value has a YAML tag, such as `!!str`, `!!binary` or `!vault`.
    ///
    /// ## Why it matters
    ///
    /// Tags tell a program what type to make of a value, and programs differ in which they know;
    /// some even run code for one. The language says by itself what each value is.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: !!str 12345
    ///     password: {env: QUAY_TOKEN}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: "12345"
    ///     password: {env: QUAY_TOKEN}
    /// ```
    pub TAG = "PS0014", Error
}
