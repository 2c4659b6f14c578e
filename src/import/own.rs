//! What OpenShift and Kubernetes put into every project by themselves.

use hashbrown::HashSet;

use crate::kubernetes::{DOCKERCFG_TYPE, FOR_REGISTRY, FOR_TOKEN, account_of_generated};
use crate::syntax::Tree;
use crate::workload::{Manifest, text_at};

/// What is known of it.
#[derive(Default)]
pub(super) struct Own {
    /// Secrets that it made: namespace and name.
    secrets: HashSet<(String, String)>,
    /// Whether anything shows that this is OpenShift.
    pub(super) is_openshift: bool,
    /// How many objects were passed over.
    pub(super) left_out: usize,
}

impl Own {
    /// Whether a Secret is one that the platform makes: of the internal registry, of an account's
    /// token. `named` are those that accounts name as theirs.
    pub(super) fn takes(&mut self, tree: &Tree<'_>, secret: &Manifest<'_>, named: bool) -> bool {
        let name = secret.name.map_or("", |name| name.value);
        let kind = text_at(tree, secret.node, &["type"]).map_or("", |kind| kind.value);
        let annotation = |key| {
            tree.under(secret.node, &["metadata", "annotations", key])
                .is_some()
        };
        let is_own = match kind {
            "kubernetes.io/service-account-token" => true,
            DOCKERCFG_TYPE => {
                named
                    || account_of_generated(name, FOR_REGISTRY).is_some()
                    || annotation("openshift.io/internal-registry-auth-token.service-account")
                    || annotation("openshift.io/token-secret.name")
                    || annotation("kubernetes.io/service-account.name")
            }
            _ => false,
        };
        if is_own {
            let namespace = secret.namespace.map_or("", |name| name.value);
            self.secrets.insert((namespace.to_owned(), name.to_owned()));
            self.is_openshift |= kind == DOCKERCFG_TYPE;
            self.left_out += 1;
        }
        is_own
    }

    /// Whether a secret is one of those that were passed over.
    pub(super) fn has(&self, namespace: &str, name: &str) -> bool {
        self.secrets
            .contains(&(namespace.to_owned(), name.to_owned()))
    }

    /// Whether an entry of an account's list is the platform's.
    pub(super) fn holds(&self, namespace: &str, account: &str, name: &str) -> bool {
        is_of_openshift(account, name)
            || account_of_generated(name, FOR_TOKEN) == Some(account)
            || self.has(namespace, name)
    }
}

/// Whether an account names a secret as only OpenShift calls one: of this account, for the internal
/// registry. An export without Secrets shows nothing else of it.
pub(super) fn is_of_openshift(account: &str, name: &str) -> bool {
    account_of_generated(name, FOR_REGISTRY) == Some(account)
}

/// Whether a namespace belongs to the platform.
pub(super) fn is_system(namespace: &str) -> bool {
    namespace == "openshift"
        || namespace.starts_with("openshift-")
        || namespace.starts_with("kube-")
}
