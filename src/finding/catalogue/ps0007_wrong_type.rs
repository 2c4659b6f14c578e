finding! {
    /// A value of another type than the field takes.
    ///
    /// ## What it means
    ///
    /// A field got a list where it takes a mapping, text where it takes a list, and so on. An empty value
    /// counts as nothing at all, which most fields do not take.
    ///
    /// ## Why it matters
    ///
    /// The compiler does not guess what was meant: one name and a list of one name look alike, but a
    /// mapping where a list belongs is as a rule a slip of the indentation, and the next line then belongs
    /// to something else.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: quay
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    /// ```
    pub WRONG_TYPE = "PS0007", Error
}
