finding! {
    /// Plain Secrets written inside a Git work tree.
    ///
    /// ## What it means
    ///
    /// `build -o DIR` writes plain Secrets into a folder of a Git work tree, and Git does not ignore it.
    ///
    /// ## Why it matters
    ///
    /// Base64 is no encryption. What is committed once stays in the history, and in every clone of it; the
    /// only mend then is to replace the credential at its registry.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// output:
    ///   secrets: Secret
    /// ```
    ///
    /// ## Use instead
    ///
    /// A form that may lie in Git: `SealedSecret` (the cluster has the key), `Sops` (who has an age key
    /// opens it), or `ExternalSecret` (the value never leaves a store). Or build to a folder that Git
    /// ignores, or to standard output.
    ///
    /// ```yaml
    /// output:
    ///   secrets: SealedSecret
    ///   sealedSecrets: {certificate: {file: sealed.pem}}
    /// ```
    pub PLAIN_SECRET_IN_GIT = "PS0601", Warning
}
