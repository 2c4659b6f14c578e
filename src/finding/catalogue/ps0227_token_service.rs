finding! {
    /// A second Secret for a token service, which kubelet never looks up.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TOKEN_SERVICE = "PS0227", Note
}
