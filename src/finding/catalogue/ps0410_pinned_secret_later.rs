finding! {
    /// A pod may name its pinned secret moments before it exists.
    ///
    /// ## What it means
    ///
    /// A note: a workflow names pull secrets, and its service account is pinned. What names
    /// pull secrets itself gets none of its account's, so the pinned secret is named too, first
    /// in the list. OpenShift makes that secret moments after the account.
    ///
    /// ## Why it matters
    ///
    /// A pod that starts in between cannot pull from the integrated registry yet. kubelet tries
    /// again, and the pod comes up late.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     workflows:
    ///       - {name: build, entrypoint: main, pullSecrets: [quay]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     workflows:
    ///       - {name: build, entrypoint: main, pullSecrets: [quay], internalRegistry: false}
    /// ```
    ///
    /// Leave the pinned secret out only where no image comes from the integrated registry.
    pub PINNED_SECRET_LATER = "PS0410", Note
}
