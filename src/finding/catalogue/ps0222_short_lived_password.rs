finding! {
    /// A user name whose passwords live for hours.
    ///
    /// ## What it means
    ///
    /// The user's name is one that goes with passwords of a few hours: `AWS` of Amazon ECR,
    /// `oauth2accesstoken` of Google Artifact Registry, `00000000-0000-0000-0000-000000000000` of Azure
    /// Container Registry.
    ///
    /// ## Why it matters
    ///
    /// The Secret works today and fails tonight: nobody writes it anew in time.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   cloud:
    ///     server: 123456789012.dkr.ecr.eu-west-1.amazonaws.com
    ///     username: AWS
    ///     password: {env: ECR_TOKEN}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Let the cluster fetch a token whenever it needs one.
    ///
    /// ```yaml
    /// registries:
    ///   cloud:
    ///     server: 123456789012.dkr.ecr.eu-west-1.amazonaws.com
    ///     secrets: ExternalSecret
    ///     external: {generator: {kind: ECRAuthorizationToken, name: ecr}}
    /// ```
    pub SHORT_LIVED_PASSWORD = "PS0222", Warning
}
