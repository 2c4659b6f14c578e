finding! {
    /// A value that YAML 1.1 and YAML 1.2 read differently.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub YAML_VERSIONS_DIFFER = "PS0011", Error
}
