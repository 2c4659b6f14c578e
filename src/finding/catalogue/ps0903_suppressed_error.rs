finding! {
    /// A suppression of an error.
    ///
    /// ## What it means
    ///
    /// A suppression names a code of severity error. Errors cannot be silenced: not by a comment,
    /// not by `allow:`, not by `--allow`. Some errors of `audit` can, those that rest on what the
    /// spec does not say: PS0701, PS0703, PS0706, PS0707, PS0708 and PS0709.
    ///
    /// ## Why it matters
    ///
    /// An error means that nothing sensible can be written, or that what is written would break
    /// pulls in the cluster. There is no output for which it could be accepted.
    ///
    /// ## Example
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [qay]   # pullsecrets: allow PS0103 because it will be defined some day
    /// ```
    ///
    /// ## Use instead
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    /// ```
    pub SUPPRESSED_ERROR = "PS0903", Error
}
