finding! {
    /// A hook with `generateName` in the Kustomize layout.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub HOOK_WITHOUT_NAME = "PS0505", Error
}
