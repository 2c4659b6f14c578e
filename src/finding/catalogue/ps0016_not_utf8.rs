finding! {
    /// The spec is not UTF-8, or starts with a byte-order mark.
    ///
    /// ## What it means
    ///
    /// The file is not text in UTF-8: it is UTF-16 or Latin-1, begins with a byte-order mark, or
    /// holds bytes or control characters that YAML does not allow.
    ///
    /// ## Why it matters
    ///
    /// Names and credentials would be other ones than those that the editor shows. A byte-order
    /// mark is invisible, and programs disagree on whether it belongs to the first key.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// # saved as Latin-1, where é is one byte
    /// output:
    ///   labels: {team: équipe}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// # saved as UTF-8 without a byte-order mark
    /// output:
    ///   labels: {team: equipe}
    /// ```
    pub NOT_UTF8 = "PS0016", Error
}
