finding! {
    /// An entry with an identity token, which kubelet drops.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub IDENTITY_TOKEN = "PS0220", Warning
}
