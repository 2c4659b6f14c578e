finding! {
    /// `generateName` in output that is applied.
    ///
    /// ## What it means
    ///
    /// A workflow has `generateName` alone, and the output is one stream, or what a Kustomize function
    /// returns. A directory has such objects apart, in `_create/`.
    ///
    /// ## Why it matters
    ///
    /// `kubectl apply` and Kustomize refuse an object without a name: they could not find it again. With
    /// `kubectl create -f -` every run makes another one.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:   # of a project
    ///   - generateName: build-
    ///     entrypoint: main
    ///     pullSecrets: [quay]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// workflows:   # of a project
    ///   - generateName: build-
    ///     naming: hash
    ///     entrypoint: main
    ///     pullSecrets: [quay]
    /// ```
    ///
    /// The hash is one of the content: the same workflow has the same name, and a changed one runs again.
    pub GENERATE_NAME_APPLIED = "PS0504", Warning
}
