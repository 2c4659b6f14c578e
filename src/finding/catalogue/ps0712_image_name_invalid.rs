finding! {
    /// An image whose name no node can read.
    ///
    /// ## What it means
    ///
    /// What stands under `image` is no name of an image: an upper-case letter in the path, a scheme, a
    /// space, a tag or digest of a wrong form.
    ///
    /// ## Why it matters
    ///
    /// The pod stays in `InvalidImageName`. The API server lets it pass: only the node reads the name.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// spec:
    ///   containers:
    ///     - {name: app, image: "https://quay.io/Acme/app:1"}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// spec:
    ///   containers:
    ///     - {name: app, image: "quay.io/acme/app:1"}
    /// ```
    pub IMAGE_NAME_INVALID = "PS0712", Error
}
