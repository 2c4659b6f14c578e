finding! {
    /// The pod's own list hides its service account's.
    ///
    /// ## What it means
    ///
    /// The pod names pull secrets itself, and one of its images needs a secret that only its service
    /// account has. Kubernetes adds the list of the account to pods that have none of their own; a list
    /// in the pod takes its place whole.
    ///
    /// ## Why it matters
    ///
    /// It looks as if the secret had been added, and every other one is lost: on OpenShift also the
    /// secret for the integrated registry. The image itself is reported as PS0701.
    ///
    /// ## Example
    ///
    /// The account pulls with `quay`; this pod pulls with `vendor` alone.
    ///
    /// ```yaml
    /// spec:
    ///   imagePullSecrets:
    ///     - name: vendor
    ///   containers:
    ///     - {name: app, image: quay.io/acme/app:1}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Name both, or give the account the second one in the spec and leave the list out.
    ///
    /// ```yaml
    /// spec:
    ///   imagePullSecrets:
    ///     - name: quay
    ///     - name: vendor
    ///   containers:
    ///     - {name: app, image: quay.io/acme/app:1}
    /// ```
    pub ACCOUNT_LIST_HIDDEN = "PS0702", Warning
}
