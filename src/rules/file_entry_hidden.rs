//! The same key in a whole file and in another pull secret of one pod's list.

use hashbrown::{HashMap, HashSet};

use crate::finding::{Finding, catalogue};
use crate::keyring::ServerKey;
use crate::plan::{EntryPlan, PullSecretId, PullSecretSource};
use crate::source::Span;

use super::pod_lists::{PodList, every_list, sample_repository};
use super::whole_files::{WholeFile, whole_files};
use super::{Checked, Needs, Rule};

pub(super) const RULE: Rule = Rule {
    codes: &[catalogue::ENTRY_HIDDEN],
    needs: Needs::Credentials,
    check,
};

/// An entry of a list.
#[derive(Clone, Copy)]
enum Listed<'a> {
    /// The spec makes it.
    Server(&'a EntryPlan<'a>),
    /// It stands in a whole file: the file, and the entry's position.
    InFile(&'a WholeFile<'a>, usize),
}

impl<'a> Listed<'a> {
    fn place(self) -> Span {
        match self {
            Self::Server(entry) => entry.place,
            Self::InFile(file, _) => file.file.span,
        }
    }

    /// User name and password; nothing where they are not known.
    fn credential(self, checked: &'a Checked<'a>) -> Option<(&'a [u8], &'a [u8])> {
        match self {
            Self::Server(entry) => {
                let read = checked
                    .credentials?
                    .registries
                    .get(entry.registry)?
                    .as_ref()?;
                let (username, password) = (read.username.as_ref()?, read.password.as_ref()?);
                Some((username.expose(), password.expose()))
            }
            Self::InFile(file, position) => {
                let entry = file.config.entries.get(position)?;
                Some((entry.kubelet_username(), entry.kubelet_password()))
            }
        }
    }
}

fn check(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let files: Vec<_> = whole_files(checked).collect();
    if files.is_empty() {
        return;
    }
    let by_number: HashMap<usize, &WholeFile<'_>> =
        files.iter().map(|file| (file.number, file)).collect();
    let mut reported = HashSet::new();
    for list in every_list(checked.plan) {
        let mut firsts: HashMap<Vec<u8>, (PullSecretId, Listed<'_>)> = HashMap::new();
        for id in list.secrets {
            for (key, one) in listed(checked, &by_number, *id) {
                let Ok(key) = ServerKey::parse(key) else {
                    continue;
                };
                let (secret, first) = *firsts.entry(key.normal().to_vec()).or_insert((*id, one));
                let of_files = !matches!((first, one), (Listed::Server(_), Listed::Server(_)));
                let credentials = first.credential(checked).zip(one.credential(checked));
                if secret != *id
                    && of_files
                    && credentials.is_some_and(|(first, second)| first != second)
                    && reported.insert((first.place(), one.place()))
                {
                    findings.push(finding(checked, &list, (secret, first), (*id, one), &key));
                }
            }
        }
    }
}

/// The keys and entries of a pull secret.
fn listed<'a>(
    checked: &'a Checked<'a>,
    files: &HashMap<usize, &'a WholeFile<'a>>,
    id: PullSecretId,
) -> Vec<(&'a str, Listed<'a>)> {
    match &checked.plan.pull_secret(id).content {
        PullSecretSource::Entries(entries) => entries
            .iter()
            .map(|entry| (entry.server, Listed::Server(entry)))
            .collect(),
        PullSecretSource::WholeFile(number) => {
            let Some(file) = files.get(number).copied() else {
                return Vec::new();
            };
            let entries = file.config.entries.iter().enumerate();
            entries
                .map(|(position, entry)| (entry.key.as_str(), Listed::InFile(file, position)))
                .collect()
        }
        PullSecretSource::Existing => Vec::new(),
    }
}

fn finding(
    checked: &Checked<'_>,
    list: &PodList<'_>,
    (first_id, first): (PullSecretId, Listed<'_>),
    (hidden_id, hidden): (PullSecretId, Listed<'_>),
    key: &ServerKey,
) -> Finding {
    let name = |id| &checked.plan.pull_secret(id).name;
    let what = match (first, hidden) {
        (Listed::Server(entry), _) | (_, Listed::Server(entry)) => format!(
            "both have an entry of `{}`, and `{}` is pulled",
            entry.server,
            sample_repository(key)
        ),
        // Neither key is text of the spec.
        (Listed::InFile(file, position), Listed::InFile(..)) => format!(
            "entry {} of file `{}` is of the same server as one of the other file, and its images are pulled",
            position + 1,
            file.file.value
        ),
    };
    catalogue::ENTRY_HIDDEN
        .at(
            hidden.place(),
            format!(
                "`{}` hides an entry of `{}` for {}: {what} with the first that stands in the list",
                name(first_id),
                name(hidden_id),
                list.of
            ),
        )
        .label("tried second, or not at all")
        .also(first.place(), "this one comes first")
        .help("list the one that is meant first, or take the entry out of the file")
}
