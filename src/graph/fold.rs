//! The graph as it is drawn: projects that are alike are one group where there are many, and
//! grants lead from group to group.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::plan::SubjectPlan;

use super::gather::{Graph, Project};

/// So many projects are drawn one by one.
const ONE_BY_ONE: usize = 24;

/// What is drawn.
pub struct Picture<'g> {
    /// What was gathered.
    pub graph: &'g Graph<'g>,
    /// The projects, alone or together.
    pub groups: Vec<Group<'g>>,
    /// Who may pull whose images.
    pub grants: Vec<Grant>,
}

/// Projects that pull with the same secrets in the same accounts.
pub struct Group<'g> {
    /// Their names, in the spec's order.
    pub projects: Vec<&'g str>,
    /// Whether only bindings are emitted into them.
    pub unmanaged: bool,
    /// What pulls with what: one row where all accounts have the same.
    pub rows: Vec<Row<'g>>,
    /// The secrets that no account pulls with, and what becomes of them.
    pub others: Vec<(usize, String)>,
}

/// Accounts that pull with the same secrets.
pub struct Row<'g> {
    /// Their names; empty for all of the project's.
    pub accounts: Vec<&'g str>,
    /// The secrets by their numbers, in order.
    pub secrets: &'g [usize],
}

/// A grant between two groups.
pub struct Grant {
    /// The group whose accounts pull; nothing for every account of the cluster.
    pub puller: Option<usize>,
    /// The group that holds the images.
    pub images_in: usize,
    /// What pulls: accounts, where the puller is one project; how many grants, where it stands for
    /// several.
    pub pullers: String,
}

/// What makes two projects alike.
type Likeness<'g> = (bool, Vec<(&'g str, &'g [usize])>, Vec<(usize, String)>);

fn likeness<'g>(project: &'g Project<'g>) -> Likeness<'g> {
    let accounts = project.accounts.iter();
    let pulls = accounts.map(|account| (account.name, account.pull.as_slice()));
    (project.unmanaged, pulls.collect(), others(project))
}

/// The secrets of a project that no account pulls with, and what becomes of them.
fn others(project: &Project<'_>) -> Vec<(usize, String)> {
    let pulled = |secret: &usize| {
        let mut accounts = project.accounts.iter();
        accounts.any(|account| account.pull.contains(secret))
    };
    let idle = project.secrets.iter().filter(|secret| !pulled(secret));
    idle.map(|secret| {
        let mounting = project.accounts.iter();
        let mounting: Vec<_> = mounting
            .filter(|account| account.mount.contains(secret))
            .map(|account| account.name)
            .collect();
        let words = if !mounting.is_empty() {
            format!("mounted by {}", mounting.join(", "))
        } else if project.workflows.contains(secret) {
            "named by workflows".to_owned()
        } else {
            "pulled with by nothing".to_owned()
        };
        (*secret, words)
    })
    .collect()
}

/// The accounts of a project by what they pull with, in the order of their first.
fn rows<'g>(project: &'g Project<'g>) -> Vec<Row<'g>> {
    let mut rows: Vec<Row<'g>> = Vec::new();
    for account in &project.accounts {
        match rows
            .iter_mut()
            .find(|row| row.secrets == account.pull.as_slice())
        {
            Some(row) => row.accounts.push(account.name),
            None => rows.push(Row {
                accounts: vec![account.name],
                secrets: &account.pull,
            }),
        }
    }
    if let [only] = rows.as_mut_slice()
        && only.accounts == ["default"]
    {
        only.accounts.clear();
    }
    rows
}

impl<'g> Picture<'g> {
    /// Folds a graph.
    #[must_use]
    pub fn new(graph: &'g Graph<'g>) -> Self {
        let fold = graph.projects.len() > ONE_BY_ONE;
        let mut groups: Vec<Group<'g>> = Vec::new();
        let mut alike: HashMap<Likeness<'g>, usize> = HashMap::new();
        let mut of_project: HashMap<&str, usize> = HashMap::new();
        for project in &graph.projects {
            let known = match fold {
                true => Some(*alike.entry(likeness(project)).or_insert(groups.len())),
                false => None,
            };
            let number = known.unwrap_or(groups.len());
            match groups.get_mut(number) {
                Some(group) => group.projects.push(project.name),
                None => groups.push(Group {
                    projects: vec![project.name],
                    unmanaged: project.unmanaged,
                    rows: rows(project),
                    others: others(project),
                }),
            }
            of_project.insert(project.name, number);
        }
        let grants = grants(graph, &groups, &of_project);
        Self {
            graph,
            groups,
            grants,
        }
    }

    /// The secrets that a group pulls with, each once, in order.
    #[must_use]
    pub fn secrets_of(&self, group: &Group<'_>) -> Vec<usize> {
        let mut secrets = Vec::new();
        let others = group.others.iter().map(|(secret, _)| secret);
        for secret in group.rows.iter().flat_map(|row| row.secrets).chain(others) {
            if !secrets.contains(secret) {
                secrets.push(*secret);
            }
        }
        secrets
    }

    /// Which secrets a group pulls with, and the accounts that do where not all do.
    #[must_use]
    pub fn links(&self, group: &Group<'_>) -> Vec<(usize, Option<String>)> {
        let with = |secret: usize| {
            if let Some((_, words)) = group.others.iter().find(|(other, _)| *other == secret) {
                return Some(words.clone());
            }
            let rows = group.rows.iter();
            let accounts: Vec<_> = rows.filter(|row| row.secrets.contains(&secret)).collect();
            match accounts.len() == group.rows.len() {
                true => None,
                false => {
                    let names = accounts.iter().flat_map(|row| &row.accounts).copied();
                    Some(names.collect::<Vec<_>>().join(", "))
                }
            }
        };
        let secrets = self.secrets_of(group).into_iter();
        secrets.map(|secret| (secret, with(secret))).collect()
    }

    /// Whether a grant is for every account of the cluster.
    #[must_use]
    pub fn has_everyone(&self) -> bool {
        self.grants.iter().any(|grant| grant.puller.is_none())
    }

    /// The words over the picture.
    #[must_use]
    pub fn title(&self) -> String {
        match self.graph.name {
            Some(name) => format!("Who pulls what in {name}"),
            None => "Who pulls what".to_owned(),
        }
    }
}

impl Group<'_> {
    /// Its name: the project, or the first and how many more.
    #[must_use]
    pub fn label(&self) -> String {
        match self.projects.as_slice() {
            [only] => (*only).to_owned(),
            several => format!("{} projects", several.len()),
        }
    }

    /// The names of a group of several in few words; nothing for one project.
    #[must_use]
    pub fn names(&self) -> Option<String> {
        const SHOWN: usize = 2;
        let several = self.projects.as_slice();
        match several.len() {
            0 | 1 => None,
            count if count <= SHOWN + 1 => Some(several.join(", ")),
            count => Some(format!(
                "{} and {} more",
                several[..SHOWN].join(", "),
                count - SHOWN
            )),
        }
    }
}

/// What is known of a grant between two groups while it is gathered.
#[derive(Default)]
struct Pullers<'g> {
    accounts: Vec<&'g str>,
    all: bool,
    count: usize,
}

fn grants(
    graph: &Graph<'_>,
    groups: &[Group<'_>],
    of_project: &HashMap<&str, usize>,
) -> Vec<Grant> {
    let mut found: BTreeMap<(usize, Option<usize>), Pullers<'_>> = BTreeMap::new();
    for binding in graph.bindings {
        let Some(images_in) = of_project.get(binding.namespace).copied() else {
            continue;
        };
        for subject in &binding.subjects {
            let (project, account) = match subject {
                SubjectPlan::Everyone => (None, None),
                SubjectPlan::Project(project) => (Some(*project), None),
                SubjectPlan::Account(project, account) => (Some(*project), Some(*account)),
            };
            let puller = match project.map(|project| of_project.get(project)) {
                None => None,
                Some(Some(group)) => Some(*group),
                Some(None) => continue,
            };
            let pullers = found.entry((images_in, puller)).or_default();
            pullers.count += 1;
            match account {
                Some(account) if !pullers.accounts.contains(&account) => {
                    pullers.accounts.push(account);
                }
                Some(_) => {}
                None => pullers.all = true,
            }
        }
    }
    let one = |group: usize| groups[group].projects.len() == 1;
    found
        .into_iter()
        .map(|((images_in, puller), pullers)| Grant {
            puller,
            images_in,
            pullers: match puller {
                None => "every account of the cluster".to_owned(),
                Some(puller) if one(puller) && one(images_in) => match pullers.all {
                    true => "all accounts".to_owned(),
                    false => pullers.accounts.join(", "),
                },
                Some(_) if pullers.count == 1 => "1 grant".to_owned(),
                Some(_) => format!("{} grants", pullers.count),
            },
        })
        .collect()
}
