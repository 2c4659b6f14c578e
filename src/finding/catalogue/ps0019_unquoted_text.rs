finding! {
    /// A plain number, boolean or null where text is expected.
    ///
    /// ## What it means
    ///
    /// YAML reads a value without quotes as a number, a boolean or null where it looks like one, and the
    /// field takes text. Quotes make it text.
    ///
    /// ## Why it matters
    ///
    /// A number does not keep its spelling: `1.10` comes back as `1.1`, and long digits as an exponent. A
    /// label or a password that goes through a program on the way (Kustomize, `kubectl`, a template) would
    /// arrive changed, so the same file would not mean the same everywhere.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// output:
    ///   labels:
    ///     cost-center: 42
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// output:
    ///   labels:
    ///     cost-center: "42"
    /// ```
    pub UNQUOTED_TEXT = "PS0019", Error
}
