//! Paths that also fit repositories of another registry of the spec, which merely start alike.

use hashbrown::HashMap;

use super::pod_lists::{PodList, entries, every_list, same_credential};
use super::{Checked, Needs, Rule};
use crate::finding::{Finding, catalogue};
use crate::keyring::ServerKey;
use crate::model::Text;

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::PATH_PREFIX],
    needs: Needs::Spec,
    check,
};

/// A registry with a path.
struct Pathed<'a> {
    number: usize,
    server: Text<'a>,
    host: String,
    path: String,
}

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let mut pathed: Vec<Pathed<'_>> = checked
        .spec
        .registries
        .found()
        .filter_map(|(number, _, registry)| {
            let key = ServerKey::parse(registry.server.value).ok()?;
            let path = key.path();
            (!path.is_empty()).then(|| Pathed {
                number,
                server: registry.server,
                host: key.host(),
                path,
            })
        })
        .collect();
    // Whatever starts with a path follows it at once in this order.
    pathed.sort_by(|one, other| {
        (&one.host, &one.path, one.number).cmp(&(&other.host, &other.path, other.number))
    });
    let mut lists = None;
    // Many registries whose names start alike must not make the work grow with their square.
    let mut budget = 1_000_000_usize;
    for (at, short) in pathed.iter().enumerate() {
        let longer = pathed[at + 1..]
            .iter()
            .take_while(|long| long.host == short.host && long.path.starts_with(&short.path));
        for long in longer {
            let Some(left) = budget.checked_sub(1) else {
                return;
            };
            budget = left;
            let rest = &long.path[short.path.len()..];
            if rest.is_empty()
                || rest.starts_with('/')
                || is_numbered(&short.path, rest)
                || same_credential(checked, short.number, long.number)
            {
                continue;
            }
            let lists = lists.get_or_insert_with(|| Lists::of(checked));
            if let Some(list) = lists.without(short, long, &mut budget) {
                findings.push(finding(short, long, list));
                break;
            }
        }
    }
}

/// Whether two paths differ in a number at their end, as `team-1` and `team-10` do: names that a
/// program gave to teams that have nothing to do with each other's images.
fn is_numbered(path: &str, rest: &str) -> bool {
    path.ends_with(|last: char| last.is_ascii_digit())
        && rest.bytes().all(|byte| byte.is_ascii_digit())
}

/// The lists of pods, and for each server those that hold it, in order.
struct Lists<'a> {
    lists: Vec<PodList<'a>>,
    holding: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Lists<'a> {
    fn of(checked: &Checked<'a>) -> Self {
        let lists = every_list(checked.plan);
        let mut holding: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, list) in lists.iter().enumerate() {
            for id in list.secrets {
                for entry in entries(checked.plan, *id) {
                    let numbers = holding.entry(entry.server).or_default();
                    if numbers.last() != Some(&number) {
                        numbers.push(number);
                    }
                }
            }
        }
        Self { lists, holding }
    }

    /// The first list that has the short path and not the long one: pods of it would send the
    /// wrong credential. Where both are, the longer key is tried first.
    fn without(
        &self,
        short: &Pathed<'_>,
        long: &Pathed<'_>,
        budget: &mut usize,
    ) -> Option<&PodList<'a>> {
        let holding = |one: &Pathed<'_>| {
            let numbers = self.holding.get(one.server.value);
            numbers.map_or(&[][..], Vec::as_slice)
        };
        let long = holding(long);
        let number = holding(short).iter().find(|number| {
            *budget = budget.saturating_sub(1);
            long.binary_search(number).is_err()
        })?;
        Some(&self.lists[*number])
    }
}

fn finding(short: &Pathed<'_>, long: &Pathed<'_>, list: &PodList<'_>) -> Finding {
    let image = format!("{}{}/app", long.host, long.path);
    catalogue::PATH_PREFIX
        .at(
            short.server.span,
            format!(
                "kubelet takes `{}` for `{image}` too, which is of `{}`: {} would send the wrong credential",
                short.server.value, long.server.value, list.of
            ),
        )
        .label("a path fits whatever starts with the same letters")
        .also(long.server.span, "the one that is meant for it")
        .help(format!(
            "list the pull secret of `{}` there too, its longer key is tried first; or name repositories, as `{}/app`",
            long.server.value, short.server.value
        ))
}

#[cfg(test)]
mod tests {
    use super::is_numbered;

    #[test]
    fn numbered_names_are_not_taken_for_each_other() {
        assert!(is_numbered("/team-1", "0"));
        assert!(!is_numbered("/team-1", "0-old"));
        assert!(!is_numbered("/team", "1"));
        assert!(!is_numbered("/org", "anization"));
    }
}
