finding! {
    /// A service account names a secret that is not there.
    ///
    /// ## What it means
    ///
    /// A ServiceAccount that was given to `pullsecrets import` lists a secret under
    /// `imagePullSecrets`, and among the secrets that were given its project has none of that name.
    ///
    /// ## Why it matters
    ///
    /// Kubelet passes over such a name with a warning that few people read, and pulls go on without
    /// the credential that somebody once meant. The spec keeps the name as one that others make.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// secrets:
    ///   old-quay: {existing: true}
    /// projects:
    ///   shop: {pullSecrets: [quay, old-quay]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Remove the name where nobody makes that secret any more.
    ///
    /// ```yaml
    /// projects:
    ///   shop: {pullSecrets: [quay]}
    /// ```
    pub ACCOUNT_REFERENCE_DANGLES = "PS0714", Warning
}
