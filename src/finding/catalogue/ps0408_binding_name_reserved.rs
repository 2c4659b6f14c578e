finding! {
    /// A binding name that OpenShift uses itself.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub BINDING_NAME_RESERVED = "PS0408", Error
}
