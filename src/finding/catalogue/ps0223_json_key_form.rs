finding! {
    /// A `_json_key` user whose password is not JSON.
    ///
    /// ## What it means
    ///
    /// ## Why it matters
    ///
    /// ## Example
    ///
    /// ## Use instead
    pub JSON_KEY_FORM = "PS0223", Warning
}
