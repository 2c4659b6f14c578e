finding! {
    /// A template value that could change the YAML around it.
    ///
    /// ## What it means
    ///
    /// A value prints as it is where it has only the characters `A-Z a-z 0-9 . _ / : @ + -` and stands
    /// inside one YAML value. This one has other characters, or would begin a mapping, a list or a comment
    /// where it stands.
    ///
    /// ## Why it matters
    ///
    /// A value such as `a: b` or one with a line break would turn one field into several. Whoever may set
    /// a variable could then set anything in the workflow.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// # template: args: [${{ vars.message }}]
    /// vars: {message: "build, then push"}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// # template: args: [${{ vars.message | tojson }}]
    /// vars: {message: "build, then push"}
    /// ```
    ///
    /// `tojson` brings its own quotes: put none around it.
    pub UNSAFE_VALUE = "PS0506", Error
}
