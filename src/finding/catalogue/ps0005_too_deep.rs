finding! {
    /// Mappings and lists are nested deeper than 128 levels.
    ///
    /// ## What it means
    ///
    /// Lists and mappings are nested deeper than 128 levels, counted through aliases too.
    ///
    /// ## Why it matters
    ///
    /// Programs that read YAML may fall over deep nesting. The language needs no more than a dozen
    /// levels, and the deepest workflow some more; so this is a bracket too many, or an attack.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [[[[[[[[[[quay]]]]]]]]]]   # and so on, 129 times
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    /// ```
    pub TOO_DEEP = "PS0005", Error
}
