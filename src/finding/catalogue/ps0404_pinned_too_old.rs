finding! {
    /// Pinned service accounts on OpenShift before 4.16.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub PINNED_TOO_OLD = "PS0404", Error
}
