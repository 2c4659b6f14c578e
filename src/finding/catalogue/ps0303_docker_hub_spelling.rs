finding! {
    /// A spelling of Docker Hub that a runtime does not find.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub DOCKER_HUB_SPELLING = "PS0303", Warning
}
