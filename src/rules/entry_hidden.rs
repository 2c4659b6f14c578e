//! Two entries of one pod's list of which one hides the other.
//!
//! A host and a path of it in one list are no fault: the longer key is tried first, and the other
//! after it. A fault is what nobody can mean: the same key twice, a key of Docker Hub that is never
//! asked, a key with stars that comes too late or by chance.

use hashbrown::{HashMap, HashSet};

use crate::finding::{Finding, catalogue};
use crate::keyring::{ServerKey, Target};
use crate::plan::{EntryPlan, PullSecretId};

use super::pod_lists::{PodList, entries, every_list, same_credential, sample_repository};
use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::ENTRY_HIDDEN],
    // Whether two credentials differ is known for certain only where they were read.
    needs: Needs::Credentials,
    check,
};

/// An entry of a list.
#[derive(Clone, Copy)]
struct Listed<'a> {
    entry: &'a EntryPlan<'a>,
    secret: PullSecretId,
    key: &'a ServerKey,
}

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let plan = checked.plan;
    let all = plan.pull_secrets.iter().enumerate();
    // Each secret's keys are parsed once, whatever lists it is in.
    let keys: Vec<Vec<Option<ServerKey>>> = all
        .map(|(number, _)| {
            let id = PullSecretId(u32::try_from(number).unwrap_or(u32::MAX));
            let entries = entries(plan, id).iter();
            entries
                .map(|entry| ServerKey::parse(entry.server).ok())
                .collect()
        })
        .collect();
    let mut reported = HashSet::new();
    for list in every_list(plan) {
        let listed: Vec<_> = list
            .secrets
            .iter()
            .flat_map(|id| {
                let keys = keys[id.0 as usize].iter();
                let entries = entries(plan, *id).iter().zip(keys);
                entries.filter_map(|(entry, key)| {
                    let key = key.as_ref().filter(|_| !of_token_service(checked, entry))?;
                    Some(Listed {
                        entry,
                        secret: *id,
                        key,
                    })
                })
            })
            .collect();
        let mut report = |first: Listed<'_>, hidden: Listed<'_>, image: &str, how: How| {
            let pair = (first.entry.registry, hidden.entry.registry);
            if first.entry.place != hidden.entry.place
                && !same_credential(checked, pair.0, pair.1)
                && reported.insert((first.entry.place, hidden.entry.place))
            {
                findings.push(finding(checked, &list, first, hidden, image, how));
            }
        };
        same_key(&listed, &mut report);
        hub_shut_out(&listed, &mut report);
        stars(&listed, &mut report);
    }
}

/// Whether an entry is a token service's: nodes never look it up.
fn of_token_service(checked: &Checked<'_>, entry: &EntryPlan<'_>) -> bool {
    let registry = checked.spec.registries.at(entry.registry).value.as_ref();
    let service = registry.and_then(|registry| registry.auth_server);
    service.is_some_and(|service| service.span == entry.place)
}

/// In which way an entry is hidden.
#[derive(Clone, Copy)]
enum How {
    /// The other has the same key and stands first.
    SameKey,
    /// The same, in one secret: which of them is first is chance.
    Chance,
    /// A key of `docker.io` shuts the other names of Docker Hub out.
    Hub,
    /// A key that says less comes first, since keys are ordered by their letters.
    Letters,
}

type Report<'r, 'a> = &'r mut dyn FnMut(Listed<'a>, Listed<'a>, &str, How);

fn same_key<'a>(listed: &[Listed<'a>], report: Report<'_, 'a>) {
    let mut firsts: HashMap<&[u8], Listed<'a>> = HashMap::with_capacity(listed.len());
    for one in listed {
        let first = *firsts.entry(one.key.normal()).or_insert(*one);
        let how = match (
            first.secret == one.secret,
            first.entry.server == one.entry.server,
        ) {
            // One server twice in a secret is an error of its own.
            (true, true) => continue,
            (true, false) => How::Chance,
            (false, _) => How::SameKey,
        };
        report(first, *one, &sample_repository(one.key), how);
    }
}

fn hub_shut_out<'a>(listed: &[Listed<'a>], report: Report<'_, 'a>) {
    let named = |name: &'static [u8]| {
        let mut found = listed.iter().filter(move |one| one.key.normal() == name);
        found.next().copied()
    };
    if let (Some(first), Some(hidden)) = (named(b"docker.io"), named(b"index.docker.io")) {
        report(first, hidden, "docker.io/library/app", How::Hub);
    }
}

/// Pairs with a star in a host where both fit some image and the one that is tried first says less
/// of its path, or has a star where the other has none or one elsewhere.
fn stars<'a>(listed: &[Listed<'a>], report: Report<'_, 'a>) {
    let globs: Vec<_> = listed.iter().filter(|one| one.key.is_glob()).collect();
    // Nobody lists so many hosts with stars by hand; the work must stay bounded.
    if globs.len() * listed.len() > 250_000 {
        return;
    }
    for one in globs {
        for other in listed {
            if one.key == other.key {
                continue;
            }
            let Some(image) = common_image(one.key, other.key) else {
                continue;
            };
            let (first, hidden) = match one.key.normal() > other.key.normal() {
                true => (*one, *other),
                false => (*other, *one),
            };
            let lengths = (first.key.path().len(), hidden.key.path().len());
            let by_letters = match lengths.0.cmp(&lengths.1) {
                std::cmp::Ordering::Less => true,
                std::cmp::Ordering::Equal => first.key.is_glob(),
                std::cmp::Ordering::Greater => false,
            };
            if by_letters {
                report(first, hidden, &image, How::Letters);
            }
        }
    }
}

/// An image that both keys fit; nothing where there is none, or none that is found by putting the
/// letters of one into the stars of the other.
fn common_image(one: &ServerKey, other: &ServerKey) -> Option<String> {
    let path = match one.path().len() >= other.path().len() {
        true => one.path(),
        false => other.path(),
    };
    let (host_one, host_other) = (one.host(), other.host());
    let labels = host_one.split('.').zip(host_other.split('.'));
    let host: Vec<String> = labels
        .map(
            |(one, other)| match (one.contains('*'), other.contains('*')) {
                (false, _) => one.to_owned(),
                (true, false) => other.to_owned(),
                (true, true) => {
                    let (start, _) = one.split_once('*').unwrap_or_default();
                    let (_, end) = other.rsplit_once('*').unwrap_or_default();
                    match (start, end) {
                        ("", "") => "any".to_owned(),
                        _ => format!("{start}{end}"),
                    }
                }
            },
        )
        .collect();
    let repository = format!("{}{path}/app", host.join("."));
    let target = Target::parse(repository.as_bytes())?;
    (one.fits(&target) && other.fits(&target)).then_some(repository)
}

fn finding(
    checked: &Checked<'_>,
    list: &PodList<'_>,
    first: Listed<'_>,
    hidden: Listed<'_>,
    image: &str,
    how: How,
) -> Finding {
    let secret = |one: Listed<'_>| &checked.plan.pull_secret(one.secret).name;
    let (first_secret, hidden_secret) = (secret(first), secret(hidden));
    let (first_key, hidden_key) = (first.entry.server, hidden.entry.server);
    let of = &list.of;
    let message = match how {
        How::SameKey => format!(
            "`{first_secret}` hides `{hidden_secret}` for {of}: both are of `{hidden_key}`, and `{image}` is pulled with the first that stands in the list"
        ),
        How::Chance => format!(
            "`{first_key}` and `{hidden_key}` of `{hidden_secret}` are the same to kubelet, and `{image}` is pulled with either by chance"
        ),
        How::Hub => format!(
            "`{first_key}` shuts `{hidden_key}` out for {of}: `{image}` is pulled with `docker.io` alone"
        ),
        How::Letters => format!(
            "`{first_key}` comes before `{hidden_key}` for {of}, as for `{image}`: kubelet orders keys by their letters, not by how much they say"
        ),
    };
    let help = match how {
        How::SameKey | How::Chance => format!(
            "give each its path, as `{}/team`; or list one of them",
            hidden_key
                .trim_end_matches('/')
                .trim_start_matches("https://")
        ),
        How::Hub => {
            "write both as `docker.io/…` with the path that each is for; or keep one".to_owned()
        }
        How::Letters => {
            "name the hosts in place of `*`, so that the longer key is tried first".to_owned()
        }
    };
    catalogue::ENTRY_HIDDEN
        .at(hidden.entry.place, message)
        .label("tried second, or not at all")
        .also(first.entry.place, "this one comes first")
        .help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn common(one: &str, other: &str) -> Option<String> {
        let parse = |key| ServerKey::parse(key).ok();
        common_image(&parse(one)?, &parse(other)?)
    }

    #[test]
    fn finds_an_image_that_both_keys_fit() {
        for (one, other, image) in [
            ("*.a.io", "eu.a.io/x", Some("eu.a.io/x/app")),
            ("eu.*.io", "*.a.io", Some("eu.a.io/app")),
            ("e*.a.io", "*u.a.io", Some("eu.a.io/app")),
            ("*.a.io:5", "eu.a.io", None),
            ("*.a.io/x", "*.a.io/y", None),
            ("*.io", "eu.a.io", None),
        ] {
            assert_eq!(common(one, other).as_deref(), image, "{one} {other}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_it_finds_fits_both(one in "[a*.:/]{0,10}", other in "[a*.:/]{0,10}") {
            if let Some(image) = common(&one, &other) {
                let target = Target::parse(image.as_bytes()).unwrap();
                for key in [one, other] {
                    proptest::prop_assert!(ServerKey::parse(&key).unwrap().fits(&target));
                }
            }
        }
    }
}
