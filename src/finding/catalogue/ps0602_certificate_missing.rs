finding! {
    /// Sealed output without a certificate.
    ///
    /// ## What it means
    ///
    /// A pull secret comes out as a SealedSecret, and `output.sealedSecrets` names no certificate.
    ///
    /// ## Why it matters
    ///
    /// The certificate has the public key of the controller that runs in the cluster. Nothing can be sealed
    /// without it, and what was sealed for another cluster is never opened in this one.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// output:
    ///   secrets: SealedSecret
    /// ```
    ///
    /// ## Use instead
    ///
    /// Fetch the certificate once, with `kubeseal --fetch-cert > sealed.pem`, and commit it: it is public.
    ///
    /// ```yaml
    /// output:
    ///   secrets: SealedSecret
    ///   sealedSecrets: {certificate: {file: sealed.pem}}
    /// ```
    pub CERTIFICATE_MISSING = "PS0602", Error
}
