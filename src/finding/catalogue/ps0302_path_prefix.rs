finding! {
    /// A path that also matches repositories that merely start with it.
    ///
    /// ## What it means
    ///
    /// The path of a server fits the images of another registry of this spec, whose path starts with the
    /// same letters: `quay.io/org` also fits `quay.io/organization/app`. Pods have the one in their list
    /// and not the other.
    ///
    /// Nothing is said where both are in the list, since the longer key is then tried first, nor of paths
    /// that differ in a number at their end, as `team-1` and `team-10`.
    ///
    /// ## Why it matters
    ///
    /// To kubelet a path is a mere beginning of letters, not of whole parts. A pod that pulls an image of
    /// the other organization sends it this credential, and the pull fails as unauthorized where it would
    /// have said that a pull secret is missing. Podman and CRI-O compare whole parts.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   org: {server: quay.io/org, username: org+ci, password: {env: ORG}}
    ///   organization: {server: quay.io/organization, username: organization+ci, password: {env: OTHER}}
    /// projects:
    ///   project-a: {pullSecrets: [org]}
    ///   project-b: {pullSecrets: [organization]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// List both where images of both are pulled, or name the repositories.
    ///
    /// ```yaml
    /// registries:
    ///   org: {server: quay.io/org/app, username: org+ci, password: {env: ORG}}
    ///   organization: {server: quay.io/organization, username: organization+ci, password: {env: OTHER}}
    /// projects:
    ///   project-a: {pullSecrets: [org]}
    ///   project-b: {pullSecrets: [organization]}
    /// ```
    pub PATH_PREFIX = "PS0302", Warning
}
