finding! {
    /// A file that is JSON but no Docker config.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub DOCKER_CONFIG_SHAPE = "PS0224", Error
}
