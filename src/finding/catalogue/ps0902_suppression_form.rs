finding! {
    /// A suppression that cannot be read.
    ///
    /// ## What it means
    ///
    /// A comment starts like a suppression, but names no code, a code that does not exist, or no
    /// reason after `because`; or an entry of `allow:` names a code that does not exist. It
    /// silences nothing.
    ///
    /// ## Why it matters
    ///
    /// A suppression is for the next reader, who wants to know why. A code that is mistyped would
    /// leave the author believing that it holds.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// allow:
    /// - {code: PS9999, because: the vendor issues no other accounts}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// allow:
    /// - {code: PS0412, because: the vendor issues no other accounts}
    /// ```
    pub SUPPRESSION_FORM = "PS0902", Warning
}
