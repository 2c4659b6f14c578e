finding! {
    /// What is in the directory is not what the spec compiles to.
    ///
    /// ## What it means
    ///
    /// `build --check -o DIR` compared what is in DIR with what the spec and its credentials make now,
    /// and this file is missing, differs, or is made no more. Nothing was written. What is sealed
    /// (SealedSecret, SOPS) is encrypted anew by every build, and so differs at each check, unless both
    /// the build and the check are offered the same reuse key (`--reuse-key FILE`).
    ///
    /// ## Why it matters
    ///
    /// A directory that is committed and reviewed says something only while it is what the spec says;
    /// otherwise the next build brings changes that nobody looked at.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// # a project was added, but the directory was not built again
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    ///   project-b: {pullSecrets: [quay]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// # pullsecrets build -o DIR, and both committed together
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    ///   project-b: {pullSecrets: [quay]}
    /// ```
    pub OUTPUT_DIFFERS = "PS0608", Error
}
