finding! {
    /// A whole project is granted where every puller is known.
    ///
    /// ## What it means
    ///
    /// A whole project may pull, and the spec lists the service accounts of that project.
    ///
    /// ## Why it matters
    ///
    /// The grant also holds for `builder` and `deployer`, and for every account that somebody
    /// makes there later. Naming the accounts that pull gives the same pods their images, and
    /// nobody else.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts: {web: {}, worker: {}}
    ///   images: {}
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/*]
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts: {web: {}, worker: {}}
    ///   images: {}
    /// grants:
    ///   - imagesIn: images
    ///     pullers: [project-a/web, project-a/worker]
    /// ```
    ///
    /// Where accounts come and go, say so: `allow: [{code: PS0412, because: accounts are made
    /// per branch}]`. It is not reported for projects that list no accounts.
    pub GRANT_TOO_WIDE = "PS0412", Warning
}
