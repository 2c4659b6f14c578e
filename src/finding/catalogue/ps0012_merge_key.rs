finding! {
    /// The merge key `<<`, which YAML 1.2 does not have.
    ///
    /// ## What it means
    ///
    /// The key `<<` merges a mapping into another one. YAML 1.1 had it, YAML 1.2 does not.
    ///
    /// ## Why it matters
    ///
    /// Programs of the one version would merge, those of the other would see a key named `<<`. What
    /// is shared has a place of its own in the language.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// common: &common {pullSecrets: [quay]}
    /// projects:
    ///   project-a:
    ///     <<: *common
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// profiles:
    ///   common: {pullSecrets: [quay]}
    /// projects:
    ///   project-a:
    ///     use: [common]
    /// ```
    pub MERGE_KEY = "PS0012", Error
}
