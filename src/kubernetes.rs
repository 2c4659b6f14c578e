//! Names and limits that Kubernetes and OpenShift give a meaning to, where several stages need
//! them.

/// The type of a Secret that holds a Docker config.
pub const DOCKER_CONFIG_TYPE: &str = "kubernetes.io/dockerconfigjson";
/// The key of the config in its data.
pub const DOCKER_CONFIG: &str = ".dockerconfigjson";
/// The older type: `auths` alone, without the key of that name.
pub const DOCKERCFG_TYPE: &str = "kubernetes.io/dockercfg";
/// The key of the config in its data.
pub const DOCKERCFG: &str = ".dockercfg";

/// The annotation in which `kubectl apply` keeps what it applied: a copy of the whole object, the
/// data of a Secret included.
pub const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";
/// The API server refuses annotations whose keys and values have more bytes together.
pub const LARGEST_ANNOTATIONS: usize = 262_144;

/// The API server refuses a Secret whose data has more bytes.
pub const LARGEST_SECRET: usize = 1_048_576;

/// The group of RoleBindings.
pub const RBAC_GROUP: &str = "rbac.authorization.k8s.io";
/// OpenShift's role of those who may pull a project's images.
pub const IMAGE_PULLER: &str = "system:image-puller";
/// The annotation of a service account by which OpenShift 4.16 and later know the secret that the
/// controller keeps for the account.
pub const PINNED: &str = "openshift.io/internal-registry-pull-secret-ref";
/// The account that the name of a generated secret speaks of: `app` of `app-dockercfg-x9z8w`, which
/// OpenShift's controller made for the internal registry, where `between` is [`FOR_REGISTRY`]. The
/// API server ends generated names in five letters and digits.
#[must_use]
pub fn account_of_generated<'n>(secret: &'n str, between: &str) -> Option<&'n str> {
    let (account, end) = secret.rsplit_once(between)?;
    let is_random = end.len() == 5 && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_random.then_some(account)
}
/// What stands between an account and the end of the name of its secret for the internal registry.
pub const FOR_REGISTRY: &str = "-dockercfg-";
/// The same of a secret with the account's token.
pub const FOR_TOKEN: &str = "-token-";

/// Where the global pull secret lies: namespace and name.
pub const GLOBAL_PULL_SECRET: (&str, &str) = ("openshift-config", "pull-secret");
