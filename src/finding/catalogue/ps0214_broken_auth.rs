finding! {
    /// An `auth` that is no base64 of user:password.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub BROKEN_AUTH = "PS0214", Error
}
