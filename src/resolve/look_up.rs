//! A look-up over pull secrets whose content is known in part.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::rc::Rc;

use crate::credential::docker_config::{Layout, server_shown};
use crate::credential::{AuthFault, quote};
use crate::keyring::containers_image::{self, Answer};
use crate::keyring::kubelet::{Keyring, falls_back_to_hub};
use crate::keyring::{Mismatch, Runtime, ServerKey, Target};

use super::{Content, Entry, Held, Reason, Username, Verdict};

/// What a look-up finds.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) tried: Vec<Entry<'a>>,
    pub(super) passed_over: Vec<(Entry<'a>, Reason)>,
    pub(super) other_hosts: usize,
    pub(super) notes: Vec<String>,
    /// Whether the content of a secret is not known.
    pub(super) incomplete: bool,
    /// The look-up itself fails: words and secret.
    pub(super) error: Option<(String, String)>,
}

impl<'a> Found<'a> {
    /// What comes of it where no integrated registry is asked.
    pub(super) fn verdict(&self) -> Verdict<'a> {
        match &self.error {
            Some((words, secret)) => Verdict::Error {
                words: words.clone(),
                secret: Some(secret.clone()),
            },
            None if self.tried.is_empty() => Verdict::Anonymous,
            None => Verdict::Credentials,
        }
    }
}

/// Looks a repository up: in the pod's pull secrets, then in the node's own.
pub(super) fn look_up<'a>(
    runtime: Runtime,
    pod: &[Rc<Held<'a>>],
    node: &[Rc<Held<'a>>],
    repository: &str,
) -> Found<'a> {
    let mut found = Found::default();
    let pod_secrets = pod.iter().map(|held| (held, false));
    for (held, of_node) in pod_secrets.chain(node.iter().map(|held| (held, true))) {
        match &held.content {
            // Kubelet logs that its own file is broken, and goes without it.
            Content::Broken(words) if of_node && runtime == Runtime::Kubelet => {
                found.notes.push(format!(
                    "`{}`: the node cannot read it and goes without: {words}",
                    held.name
                ))
            }
            Content::Broken(words) => {
                found.error = Some((words.clone(), held.name.clone()));
                return found;
            }
            Content::Unknown(why) => {
                found.notes.push(format!("`{}`: {why}", held.name));
                found.incomplete = true;
            }
            Content::Config(..) | Content::Servers(_) => {}
        }
    }
    match runtime {
        Runtime::Kubelet => {
            kubelet(pod, repository, &mut found);
            kubelet(node, repository, &mut found);
        }
        Runtime::ContainersImage => in_turn(pod.iter().chain(node), repository, &mut found),
    }
    found
}

/// The entries of a secret.
fn entries<'a>(held: &Held<'a>) -> Vec<Entry<'a>> {
    let entry = |key: &str, username| Entry {
        secret: held.name.clone(),
        key: key.to_owned(),
        username,
    };
    match &held.content {
        Content::Config(config, _) => config
            .entries
            .iter()
            .map(|found| entry(&found.key, Username::known(found.kubelet_username())))
            .collect(),
        Content::Servers(servers) => servers
            .iter()
            .map(|server| entry(&server.key, server.username.clone()))
            .collect(),
        Content::Broken(_) | Content::Unknown(_) => Vec::new(),
    }
}

fn kubelet<'a>(secrets: &[Rc<Held<'a>>], repository: &str, found: &mut Found<'a>) {
    let lists: Vec<_> = secrets.iter().map(|held| entries(held)).collect();
    let mut keyring = Keyring::default();
    for (secret, list) in lists.iter().enumerate() {
        for (position, entry) in list.iter().enumerate() {
            if let Err(fault) = keyring.add(&entry.key, (secret, position)) {
                // Kubelet's words repeat the key.
                found.notes.push(match entry.key.contains('@') {
                    true => format!(
                        "`{}`: Entry {} in dockercfg invalid, ignoring",
                        entry.secret,
                        quote(&server_shown(&entry.key))
                    ),
                    false => format!("`{}`: {fault}", entry.secret),
                });
            }
        }
    }
    let tried: Vec<(usize, usize)> = keyring.look_up(repository).into_iter().copied().collect();
    for (secret, position) in &tried {
        found.tried.push(lists[*secret][*position].clone());
    }
    let tried: HashSet<(usize, usize)> = tried.into_iter().collect();
    chance(&found.tried, &mut found.notes);
    let target = Target::parse(repository.as_bytes());
    for (secret, list) in lists.iter().enumerate() {
        for (position, entry) in list.iter().enumerate() {
            if tried.contains(&(secret, position)) {
                continue;
            }
            let key = ServerKey::parse(&entry.key).ok();
            let hub = key
                .as_ref()
                .is_some_and(|key| key.normal() == b"index.docker.io");
            let mismatch = key
                .zip(target.as_ref())
                .and_then(|(key, target)| key.mismatch(target));
            match mismatch {
                Some(_) if hub && falls_back_to_hub(repository) => {
                    found.passed_over.push((entry.clone(), Reason::HubShutOut));
                }
                Some(Mismatch::Host) => found.other_hosts += 1,
                Some(mismatch) => found
                    .passed_over
                    .push((entry.clone(), Reason::Mismatch(mismatch))),
                None => {}
            }
        }
    }
}

/// The names of the secrets that kubelet tries, in their order, and nothing else of the answer.
///
/// # Errors
/// The name of a secret that fails every pull.
pub(super) fn tried<'h, 'a>(
    pod: &'h [Rc<Held<'a>>],
    node: &'h [Rc<Held<'a>>],
    repository: &str,
) -> Result<Vec<&'h str>, &'h str> {
    let is_broken = |held: &&Rc<Held<'_>>| matches!(held.content, Content::Broken(_));
    if let Some(held) = pod.iter().find(is_broken) {
        return Err(&held.name);
    }
    let Some(target) = Target::parse(repository.as_bytes()) else {
        return Ok(Vec::new());
    };
    let mut names = Vec::new();
    for secrets in [pod, node] {
        let mut found = Vec::new();
        for (number, held) in secrets.iter().enumerate() {
            let fitting = held.keys().fitting(&target);
            found.extend(fitting.map(|normal| (Reverse(normal), number)));
        }
        found.sort();
        if found.is_empty() && falls_back_to_hub(repository) {
            let with_hub = secrets.iter().filter(|held| held.keys().has_hub());
            names.extend(with_hub.map(|held| held.name.as_str()));
        }
        names.extend(
            found
                .iter()
                .map(|(_, number)| secrets[*number].name.as_str()),
        );
    }
    Ok(names)
}

/// Keys of one secret that mean the same: kubelet tries them in any order.
fn chance(tried: &[Entry<'_>], notes: &mut Vec<String>) {
    let normal = |entry: &Entry<'_>| {
        let key = ServerKey::parse(&entry.key).ok();
        key.map(|key| key.normal().to_vec())
    };
    for pair in tried.windows(2) {
        if pair[0].secret == pair[1].secret && normal(&pair[0]) == normal(&pair[1]) {
            notes.push(format!(
                "`{}` and `{}` of `{}` mean the same: which is tried first is chance",
                server_shown(&pair[0].key),
                server_shown(&pair[1].key),
                pair[0].secret
            ));
        }
    }
}

/// Files are asked in turn until one gives credentials.
fn in_turn<'s, 'a: 's>(
    secrets: impl Iterator<Item = &'s Rc<Held<'a>>>,
    repository: &str,
    found: &mut Found<'a>,
) {
    for held in secrets {
        let list = entries(held);
        let chosen = if found.tried.is_empty() {
            match one(held, repository) {
                Ok(chosen) => chosen,
                Err(words) => {
                    found.error = Some((words, held.name.clone()));
                    return;
                }
            }
        } else {
            None
        };
        for entry in list {
            match &chosen {
                Some((key, username)) if *key == entry.key => match username {
                    Some(username) => found.tried.push(Entry {
                        username: username.clone(),
                        ..entry
                    }),
                    None => found.passed_over.push((entry, Reason::NothingToSend)),
                },
                _ => match why_not(&entry.key, repository) {
                    Some(reason) => found.passed_over.push((entry, reason)),
                    None => found.other_hosts += 1,
                },
            }
        }
    }
}

/// The key that a file answers with, and the user's name where it can be sent.
type Chosen<'a> = Option<(String, Option<Username<'a>>)>;

fn one<'a>(held: &Held<'a>, repository: &str) -> Result<Chosen<'a>, String> {
    match &held.content {
        Content::Config(config, layout) => {
            let answer = containers_image::look_up(config, *layout, repository)
                .map_err(|fault: AuthFault| fault.to_string())?;
            Ok(match answer {
                Answer::Credentials(entry, pair) => {
                    let username = Username::known(pair.username.expose());
                    Some((entry.key.clone(), Some(username)))
                }
                Answer::Empty(entry) => Some((entry.key.clone(), None)),
                // What it says where that program is not installed, as on nodes.
                Answer::Helper(helper) => {
                    return Err(format!(
                        "error getting credentials - err: exec: {}: executable file not found in $PATH, out: ``",
                        quote(&format!("docker-credential-{helper}"))
                    ));
                }
                Answer::Nothing => None,
            })
        }
        Content::Servers(servers) => {
            let keys = servers.iter().map(|server| server.key.as_ref());
            let chosen = containers_image::choose(keys, Layout::ConfigJson, repository);
            Ok(chosen.and_then(|key| {
                let server = servers.iter().find(|server| server.key == key)?;
                Some((key.to_owned(), Some(server.username.clone())))
            }))
        }
        Content::Broken(_) | Content::Unknown(_) => Ok(None),
    }
}

/// Why containers/image does not use a key; nothing where it is of another host.
fn why_not(key: &str, repository: &str) -> Option<Reason> {
    let alone = containers_image::choose(std::iter::once(key), Layout::ConfigJson, repository);
    if alone.is_some() {
        return Some(Reason::OneOnly);
    }
    let target = Target::parse(repository.as_bytes())?;
    match ServerKey::parse(key).ok()?.mismatch(&target) {
        Some(Mismatch::Host) => None,
        Some(mismatch) => Some(Reason::Mismatch(mismatch)),
        None => Some(Reason::NotWhole),
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::super::{Server, Username};
    use super::*;

    fn held(name: &str, keys: &[&'static str]) -> Rc<Held<'static>> {
        let server = |key: &&'static str| Server {
            key: Cow::Borrowed(*key),
            username: Username::Known(String::new()),
        };
        let servers: Vec<_> = keys.iter().map(server).collect();
        Rc::new(Held::new(name.to_owned(), Content::Servers(servers.into())))
    }

    #[test]
    fn the_short_answer_is_that_of_the_long_one() {
        let pod = [
            held(
                "a",
                &["quay.io", "*.io", "quay.io/acme", "no url %", "a.io:1"],
            ),
            held("b", &[]),
            held(
                "c",
                &[
                    "https://quay.io/v2/acme",
                    "https://index.docker.io/v1/",
                    "quay.io",
                ],
            ),
            held("d", &["docker.io", "[::1]:5000", "quay.io/acme/app"]),
        ];
        let node = [held("node", &["quay.io", "https://index.docker.io/v1/"])];
        for (pod, node) in [
            (&pod[..], &node[..]),
            (&pod[..3], &[]),
            (&[], &node[..]),
            (&[], &[]),
        ] {
            for repository in [
                "quay.io/acme/app",
                "quay.io/acmeapp",
                "quay.io/other",
                "x.io/app",
                "a.io:1/app",
                "docker.io/library/app",
                "localhost/app",
                "ghcr.io/app",
                "[::1]:5000/app",
            ] {
                let long = look_up(Runtime::Kubelet, pod, node, repository);
                let long: Vec<&str> = long.tried.iter().map(|one| one.secret.as_str()).collect();
                assert_eq!(tried(pod, node, repository), Ok(long), "{repository}");
            }
        }
    }
}
