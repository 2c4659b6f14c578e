finding! {
    /// A certificate that cannot seal.
    ///
    /// ## What it means
    ///
    /// The file of `output.sealedSecrets.certificate` is not one RSA certificate in PEM: it is something
    /// else, is binary, holds several certificates or a private key, or its key is of another kind or
    /// shorter than 2048 bits.
    ///
    /// ## Why it matters
    ///
    /// The controller opens only what its own RSA key was sealed with. A private key beside a spec is worse:
    /// whoever reads the repository can open every sealed secret of the cluster.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// output:
    ///   secrets: SealedSecret
    ///   sealedSecrets: {certificate: {file: chain.pem}}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Exactly what `kubeseal --fetch-cert` prints.
    ///
    /// ```yaml
    /// output:
    ///   secrets: SealedSecret
    ///   sealedSecrets: {certificate: {file: sealed.pem}}
    /// ```
    pub CERTIFICATE_INVALID = "PS0603", Error
}
