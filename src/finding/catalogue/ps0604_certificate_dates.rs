finding! {
    /// A certificate that has expired or is not yet valid.
    ///
    /// ## What it means
    ///
    /// Today is outside of the certificate's validity.
    ///
    /// ## Why it matters
    ///
    /// The controller makes a new key pair every 30 days, and its certificates last for ten years. One that
    /// expired is of a cluster that is long gone, or of a key that nobody should use any more; one that is
    /// not valid yet points to a wrong clock, here or there.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// output:
    ///   secrets: SealedSecret
    ///   sealedSecrets: {certificate: {file: sealed-2014.pem}}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Fetch the certificate that the controller uses now: `kubeseal --fetch-cert > sealed.pem`.
    ///
    /// ```yaml
    /// output:
    ///   secrets: SealedSecret
    ///   sealedSecrets: {certificate: {file: sealed.pem}}
    /// ```
    pub CERTIFICATE_DATES = "PS0604", Error
}
