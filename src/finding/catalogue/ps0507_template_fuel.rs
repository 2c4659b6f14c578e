finding! {
    /// A template that runs too long.
    ///
    /// ## What it means
    ///
    /// A template takes more than 1,000,000 steps, or its macros call one another more than 64 levels deep.
    /// The data that it makes counts as steps too.
    ///
    /// ## Why it matters
    ///
    /// A template may come with a pull request. One that never ends, or fills the memory, would take the
    /// pipeline down for everybody.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// # template:
    /// # {% for a in range(9999) %}{% for b in range(9999) %} … {% endfor %}{% endfor %}
    /// template: templates/build.yaml.j2
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// # template:
    /// # {% for image in vars.images %} … {% endfor %}
    /// template: templates/build.yaml.j2
    /// vars: {images: [quay.io/acme/a, quay.io/acme/b]}
    /// ```
    pub TEMPLATE_FUEL = "PS0507", Error
}
