finding! {
    /// A manifest that cannot be read.
    ///
    /// ## What it means
    ///
    /// The file is not YAML or JSON, is no text, is too large, or may not be read. Nothing else is said
    /// of it. A file of a folder without `kind` (values, a `kustomization.yaml`) is passed over, but must
    /// be YAML too. Where images and keys of pull secrets are so many that holding them against each other
    /// would take minutes, the audit says from which image on it did not look.
    ///
    /// ## Why it matters
    ///
    /// What cannot be read was not audited. `kubectl` would refuse it as well.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: app
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: app}
    /// ```
    pub MANIFEST_UNREADABLE = "PS0710", Error
}
