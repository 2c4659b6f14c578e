finding! {
    /// A change of the global pull secret rolls out to every node.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub GLOBAL_ROLLOUT = "PS0226", Note
}
