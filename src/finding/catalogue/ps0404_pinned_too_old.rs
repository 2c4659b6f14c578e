finding! {
    /// Pinned service accounts on OpenShift before 4.16.
    ///
    /// ## What it means
    ///
    /// Service accounts are to be pinned, which is the default on OpenShift, and
    /// `platform.version` is before 4.16. These versions choose the name of an account's secret
    /// themselves, whatever the annotation says.
    ///
    /// ## Why it matters
    ///
    /// The list of pull secrets would be written over by each sync and mended by OpenShift
    /// after it, without end; in between pods start without the credential of the integrated
    /// registry.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// platform:
    ///   version: "4.14"
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// platform:
    ///   version: "4.14"
    ///   link: workload
    /// projects:
    ///   project-a: {pullSecrets: [quay]}
    /// ```
    ///
    /// With `workload` no service account is written. What runs names its pull secrets itself,
    /// and those of the integrated registry too where it pulls from there.
    pub PINNED_TOO_OLD = "PS0404", Error
}
