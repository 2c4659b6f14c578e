finding! {
    /// A hook with `generateName` in the Kustomize layout.
    ///
    /// ## What it means
    ///
    /// A workflow is an Argo CD hook and its name is generated, and the output is read by Kustomize.
    ///
    /// ## Why it matters
    ///
    /// A hook has to be among the objects that Argo CD syncs, so that it cannot lie apart in `_create/`.
    /// Kustomize refuses an object without a name, and with it the whole directory.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:   # of a project
    ///   - generateName: notify-
    ///     hook: PostSync
    ///     entrypoint: main
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// workflows:   # of a project
    ///   - generateName: notify-
    ///     naming: hash
    ///     hook: PostSync
    ///     entrypoint: main
    /// ```
    pub HOOK_WITHOUT_NAME = "PS0505", Error
}
