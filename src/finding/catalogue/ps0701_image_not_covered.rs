finding! {
    /// No pull secret of this pod covers a registry that the spec knows.
    ///
    /// ## What it means
    ///
    /// The spec has a credential for this image, and the pod does not get it: neither the list of its own
    /// `imagePullSecrets` nor, where it has none, that of its service account holds a secret whose key
    /// fits the image, and the global pull secret has none either. The label names the secret that would
    /// do.
    ///
    /// It is also said where a pod's own list leaves out OpenShift's own secret of the account and the
    /// image lies in the integrated registry: the registry then does not know whose pod it is.
    ///
    /// ## Why it matters
    ///
    /// The pull is tried without credentials. For a private image that ends in `ImagePullBackOff`, at the
    /// moment when the pod is moved to a node that does not have the image yet. An image of that registry
    /// that is public is pulled all the same: say so on its line.
    ///
    /// ## Example
    ///
    /// `project-a` has the pull secret `quay`, and its account `worker` pulls with nothing.
    ///
    /// ```yaml
    /// apiVersion: v1
    /// kind: Pod
    /// metadata: {name: job, namespace: project-a}
    /// spec:
    ///   serviceAccountName: worker
    ///   containers:
    ///     - {name: job, image: quay.io/acme/job:1}
    /// ```
    ///
    /// ## Use instead
    ///
    /// Give the account the secret, in the spec; or accept an image that is public.
    ///
    /// ```yaml
    /// projects:
    ///   project-a:
    ///     pullSecrets: [quay]
    ///     serviceAccounts:
    ///       worker: {pull: [quay]}
    /// ---
    ///     - name: job
    ///       image: quay.io/acme/job:1   # pullsecrets: allow PS0701 because this image is public
    /// ```
    pub IMAGE_NOT_COVERED = "PS0701", Error
}
