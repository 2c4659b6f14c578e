finding! {
    /// A suppression that silences nothing.
    ///
    /// ## What it means
    ///
    /// A suppression silences a finding that is not there: the comment's line, or the file in the
    /// case of `allow:`, has none of this code. Codes that a run could not look for (those that
    /// need credentials, under `check` without `--credentials`) are not called unused.
    ///
    /// ## Why it matters
    ///
    /// A suppression that outlives its finding silences the next one of the kind, which nobody has
    /// looked at. It also tells readers of a trouble that is gone.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     # pullsecrets: allow PS0217 because the token was public anyway
    ///     password: {env: QUAY_TOKEN}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// registries:
    ///   quay:
    ///     server: quay.io
    ///     username: acme+ci
    ///     password: {env: QUAY_TOKEN}
    /// ```
    pub UNUSED_SUPPRESSION = "PS0901", Warning
}
