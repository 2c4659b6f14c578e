finding! {
    /// A template that does not render.
    ///
    /// ## What it means
    ///
    /// The template of a workflow is not one that minijinja parses with the delimiters of the language,
    /// names a variable, filter or function that does not exist, does something that its values do not
    /// allow, or renders more than 1,048,576 bytes. The line is that of the template; its text is not
    /// shown, since a template may be anybody's file.
    ///
    /// Expressions are `${{ … }}`, statements `{% … %}`, comments `${{# … #}}`. There are the variables
    /// `project`, `serviceAccount`, `pullSecrets` and `vars`; there is no `include`, `import` or `extends`.
    ///
    /// ## Why it matters
    ///
    /// A variable that is missing would otherwise print as nothing, and the workflow would run without
    /// the image, argument or name that it was to have.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// workflows:
    ///   - name: build
    ///     template: templates/build.yaml.j2   # prints ${{ vars.image }}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// workflows:
    ///   - name: build
    ///     template: templates/build.yaml.j2
    ///     vars: {image: quay.io/acme/builder:1}
    /// ```
    pub TEMPLATE_FAILS = "PS0501", Error
}
