finding! {
    /// A value that YAML 1.1 and YAML 1.2 read differently.
    ///
    /// ## What it means
    ///
    /// A value without quotes is one thing in YAML 1.1, which kubectl and Kustomize read, and
    /// another in YAML 1.2, which editors and this program read: `yes` and `no`, `0123`, `1_000`,
    /// `22:22`, dates. Or it is a number that is not written back as it was, such as `4.20`, which
    /// becomes `4.2`.
    ///
    /// ## Why it matters
    ///
    /// The same file is the input of this command and a Kustomize function's config. It must mean
    /// the same in both, and a password `0123` must not turn into `83`.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// platform:
    ///   version: 4.20
    /// output:
    ///   labels: {managed: yes}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// platform:
    ///   version: "4.20"
    /// output:
    ///   labels: {managed: "yes"}
    /// ```
    pub YAML_VERSIONS_DIFFER = "PS0011", Error
}
