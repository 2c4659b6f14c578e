finding! {
    /// A word that is not one of those that the field takes.
    ///
    /// ## What it means
    ///
    /// The field takes one of a few words, and this is none of them. Case matters, as it does in manifests:
    /// `Workflow` is a kind, `workflow` is not.
    ///
    /// ## Why it matters
    ///
    /// Each word chooses a form of output that differs from the others in what a cluster does with it, so
    /// an unknown one is not replaced by a default.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// platform:
    ///   kind: openshift
    ///   link: pined
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// platform:
    ///   kind: openshift
    ///   link: pinned
    /// ```
    pub UNKNOWN_CHOICE = "PS0010", Error
}
