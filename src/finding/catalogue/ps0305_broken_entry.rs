finding! {
    /// An entry that fails every pull of the pods that list the secret.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub BROKEN_ENTRY = "PS0305", Error
}
