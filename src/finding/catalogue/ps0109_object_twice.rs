finding! {
    /// Two objects of one kind, namespace and name.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub OBJECT_TWICE = "PS0109", Error
}
