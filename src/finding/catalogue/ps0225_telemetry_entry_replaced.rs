finding! {
    /// The `cloud.openshift.com` entry of the global pull secret is replaced.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TELEMETRY_ENTRY_REPLACED = "PS0225", Warning
}
