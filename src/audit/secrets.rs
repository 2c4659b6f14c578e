//! Secrets that stand in the manifests themselves: whether kubelet reads them, and what they hold.

use std::borrow::Cow;

use crate::credential::docker_config::{DockerConfig, FaultKind, Layout};
use crate::credential::{AuthFault, Confidential, decode_data};
use crate::finding::{Finding, catalogue};
use crate::keyring::kubelet::{SecretType, fatal};
use crate::kubernetes::{DOCKER_CONFIG, DOCKER_CONFIG_TYPE, DOCKERCFG};
use crate::resolve::{Server, Username};
use crate::source::{Span, Spanned};
use crate::syntax::{NodeId, Tree};
use crate::workload::Manifest;

/// A Secret of the manifests.
pub(super) struct Held<'a> {
    /// What kubelet finds in it; `None` where it gives up, which fails every pull anyhow.
    pub servers: Option<Vec<Server<'a>>>,
    /// What is wrong with it.
    pub finding: Option<Finding>,
    /// Whether it is wrong only where something pulls with it.
    pub only_if_named: bool,
}

/// Where the bytes of a key stand.
enum Body {
    /// Under `data`.
    Base64(NodeId, Span),
    /// Under `stringData`.
    Text(NodeId, Span),
}

/// Reads a Secret as the API server and then kubelet do.
pub(super) fn read<'a>(tree: &Tree<'_>, secret: &Manifest<'_>) -> Held<'a> {
    // SOPS encrypts values in their places, and says so beside them.
    if tree.get(secret.node, "sops").is_some() {
        return Held {
            servers: None,
            finding: None,
            only_if_named: false,
        };
    }
    let kind = tree.get(secret.node, "type");
    let kind = kind.and_then(|node| Some(Spanned::new(tree.scalar(node)?, tree.span(node))));
    // The API server fills in a type that is left out; what is empty counts as left out.
    let written = kind.map_or("", |kind| kind.value);
    let (key, layout) = match SecretType::of(written) {
        SecretType::DockerConfigJson if !written.is_empty() => (DOCKER_CONFIG, Layout::ConfigJson),
        SecretType::Dockercfg => (DOCKERCFG, Layout::Dockercfg),
        SecretType::DockerConfigJson | SecretType::Ignored => {
            let held = [DOCKER_CONFIG, DOCKERCFG]
                .into_iter()
                .any(|key| body(tree, secret.node, key).is_some());
            return Held {
                servers: Some(Vec::new()),
                finding: Some(ignored(tree, secret, kind)),
                only_if_named: !held,
            };
        }
    };
    let (servers, finding) = match content(tree, secret, key, layout) {
        Ok(servers) => (Some(servers), None),
        Err(finding) => (None, Some(*finding)),
    };
    Held {
        servers,
        finding,
        only_if_named: false,
    }
}

/// The finding of an object that makes a Secret of a type that kubelet passes over; `kind` is
/// where it says the type.
pub(super) fn ignored_type(
    tree: &Tree<'_>,
    object: &Manifest<'_>,
    kind: Option<NodeId>,
) -> Option<Finding> {
    let kind = kind.and_then(|node| Some(Spanned::new(tree.scalar(node)?, tree.span(node))));
    let written = kind.map_or("", |kind| kind.value);
    let read = !written.is_empty() && SecretType::of(written) != SecretType::Ignored;
    (!read).then(|| ignored(tree, object, kind))
}

/// The finding of a Secret that kubelet passes over.
fn ignored(tree: &Tree<'_>, secret: &Manifest<'_>, kind: Option<Spanned<&str>>) -> Finding {
    let (place, message, edit) = match kind {
        Some(kind) if !kind.value.is_empty() => (
            kind.span,
            format!("kubelet passes over secrets of type `{}`", kind.value),
            body(tree, secret.node, DOCKER_CONFIG).map(|_| kind.span),
        ),
        _ => (
            secret.kind.span,
            "the secret has no type, which makes it `Opaque`: kubelet passes over it".to_owned(),
            None,
        ),
    };
    let finding = catalogue::SECRET_TYPE_IGNORED
        .at(place, message)
        .label("nothing is pulled with what is in it")
        .help(format!("write `type: {DOCKER_CONFIG_TYPE}`, with the Docker config under `{DOCKER_CONFIG}`; the type of a secret cannot be changed in place, so delete it first"));
    match edit {
        Some(span) => finding.edit(span, DOCKER_CONFIG_TYPE),
        None => finding,
    }
}

/// The bytes under a key; `stringData` wins, as the API server has it.
fn body(tree: &Tree<'_>, secret: NodeId, key: &str) -> Option<Body> {
    let under = |field| {
        let mut entries = tree.entries(tree.get(secret, field)?)?;
        let (name, value) = entries.find(|(name, _)| tree.scalar(*name) == Some(key))?;
        Some((value, tree.span(name)))
    };
    let text = under("stringData").map(|(value, span)| Body::Text(value, span));
    text.or_else(|| under("data").map(|(value, span)| Body::Base64(value, span)))
}

fn content<'a>(
    tree: &Tree<'_>,
    secret: &Manifest<'_>,
    key: &str,
    layout: Layout,
) -> Result<Vec<Server<'a>>, Box<Finding>> {
    let broken = |place: Span, what: &str| {
        Box::new(
            catalogue::SECRET_BODY_BROKEN
                .at(place, format!("kubelet cannot read this secret: {what}"))
                .label("fails every pull of the pods that list it")
                .help("write it anew: `kubectl create secret docker-registry NAME --dry-run=client -o yaml`, or let `pullsecrets build` make it"),
        )
    };
    let Some(body) = body(tree, secret.node, key) else {
        let place = secret.name.map_or(secret.kind.span, |name| name.span);
        return Err(broken(place, &format!("it has no key `{key}`")));
    };
    let (bytes, place) = match body {
        Body::Text(value, place) => {
            let text = tree.scalar(value).unwrap_or_default();
            (Some(Confidential::copy(text.as_bytes())), place)
        }
        Body::Base64(value, place) => (tree.scalar(value).and_then(decode_data), place),
    };
    let Some(bytes) = bytes else {
        return Err(broken(place, "its value is not base64"));
    };
    let config = DockerConfig::parse(bytes.expose(), layout)
        .map_err(|_| broken(place, "its content is not JSON"))?;
    if let Some(fault) = fatal(&config.faults) {
        return Err(broken(place, &what(fault.kind)));
    }
    Ok(config
        .entries
        .into_iter()
        .map(|entry| Server {
            key: Cow::Owned(entry.key),
            username: Username::Known(String::new()),
        })
        .collect())
}

/// What is wrong with an entry, without a word of it.
fn what(kind: FaultKind) -> String {
    match kind {
        FaultKind::Auth(AuthFault::Base64(_)) => "the `auth` of an entry is not base64".to_owned(),
        FaultKind::Auth(AuthFault::NoColon) => {
            "the `auth` of an entry holds no colon, as in `user:password`".to_owned()
        }
        FaultKind::Field(field, _) => format!("the `{field}` of an entry is no text"),
        FaultKind::Entry(_) => "an entry is no mapping".to_owned(),
        FaultKind::Headers(_) | FaultKind::HeaderValue(_) => {
            "its `HttpHeaders` are no mapping of texts".to_owned()
        }
        FaultKind::Helpers(_) | FaultKind::HelperValue(_) => {
            "its `credHelpers` are no mapping of texts".to_owned()
        }
        FaultKind::Top(_) | FaultKind::Auths(_) => "its `auths` are no mapping".to_owned(),
    }
}
