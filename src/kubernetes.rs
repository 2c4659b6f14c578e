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

/// The group of RoleBindings.
pub const RBAC_GROUP: &str = "rbac.authorization.k8s.io";
/// OpenShift's role of those who may pull a project's images.
pub const IMAGE_PULLER: &str = "system:image-puller";
/// The annotation of a service account by which OpenShift 4.16 and later know the secret that the
/// controller keeps for the account.
pub const PINNED: &str = "openshift.io/internal-registry-pull-secret-ref";
/// Where the global pull secret lies: namespace and name.
pub const GLOBAL_PULL_SECRET: (&str, &str) = ("openshift-config", "pull-secret");
