finding! {
    /// A profile that this file does not define.
    ///
    /// ## What it means
    ///
    /// A name in `use` is not defined under `profiles`.
    ///
    /// ## Why it matters
    ///
    /// The project would silently lack the pull secrets, service accounts and workflows that
    /// the profile was to bring.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// profiles:
    ///   team: {pullSecrets: [quay]}
    /// projects:
    ///   project-a: {use: [taem]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// profiles:
    ///   team: {pullSecrets: [quay]}
    /// projects:
    ///   project-a: {use: [team]}
    /// ```
    pub UNDEFINED_PROFILE = "PS0104", Error
}
