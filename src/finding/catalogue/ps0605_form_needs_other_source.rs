finding! {
    /// An output form and a credential source that exclude each other.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub FORM_NEEDS_OTHER_SOURCE = "PS0605", Error
}
