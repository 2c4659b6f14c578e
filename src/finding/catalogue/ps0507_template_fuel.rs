finding! {
    /// A template that runs too long.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub TEMPLATE_FUEL = "PS0507", Error
}
