finding! {
    /// The text is not YAML.
    ///
    /// ## What it means
    ///
    /// The file does not follow the grammar of YAML, so that nothing more can be said of it: a
    /// bracket or quote is not closed, a tab indents, a key stands where none may. Only the first
    /// fault is reported, since all that follows would be guessed. The lines around it are shown up
    /// to their first `: ` alone, for what follows may be a credential.
    ///
    /// ## Why it matters
    ///
    /// A text that is no YAML means nothing, and a program that guesses would write something other
    /// than what was meant.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: "acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: "acme+ci"
    ///     password: {env: QUAY_TOKEN}
    /// ```
    pub SYNTAX = "PS0001", Error
}
