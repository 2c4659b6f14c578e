//! What a build would change: the objects that it makes, held against those that are there.
//!
//! Two sides are compared by what they mean. A directory that an earlier build wrote is ours alone,
//! so everything in it counts. In a cluster others write too: there a field counts where the build
//! says something of it (an apply leaves the rest as it is), or where the last client-side apply
//! said something that the build says no longer (an apply takes that away).
//!
//! No credential is in a [`Diff`]: values are shown of names, labels, annotations and references
//! alone, and a Docker config is told entry by entry without a value of it.

mod docker_config;
mod fields;
mod found;
mod json;
mod kinds;
mod text;

use hashbrown::{HashMap, HashSet};
use serde_json::Value;

use crate::emit::wipe;
use crate::lower::name_hash::{self, UNKNOWN};
use crate::syntax::{NodeId, Tree};
use crate::workload::{Manifest, manifests};

use found::Found;

pub use json::json;
pub use text::text;

/// One object that the build makes.
pub struct Wanted {
    /// The object, in the form in which it comes out. Of a Secret whose credentials were not read
    /// what is known of it: its type and `metadata`.
    pub object: Value,
    /// The plain Secret that an encrypted form stands for.
    pub plain: Option<Value>,
    /// Whether its content was read.
    pub is_known: bool,
    /// What stands before a hash in its name that is of what was not read; a Secret's own name
    /// says that itself.
    pub unnamed: Option<String>,
}

impl Drop for Wanted {
    fn drop(&mut self) {
        for object in std::iter::once(&mut self.object).chain(&mut self.plain) {
            if let Some(data) = object.get_mut("data") {
                wipe(data);
            }
        }
    }
}

/// What the build is held against.
pub enum Against<'a> {
    /// A directory that an earlier build wrote.
    Directory,
    /// Objects of a cluster.
    Cluster {
        /// Whether the spec speaks for that project.
        speaks_for: &'a dyn Fn(&str) -> bool,
        /// `output.labels`: what carries all of them is known as made from the spec.
        labels: Vec<(String, String)>,
    },
}

/// What two sides are known by to be the same object.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Key {
    /// The namespace; empty for a Namespace.
    pub namespace: String,
    /// The kind.
    pub kind: String,
    /// The group of `apiVersion`; empty for the core group.
    pub group: String,
    /// The name; where it is generated the prefix and `*`, with a number from the second on.
    pub name: String,
}

/// What an object is in the end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// The build makes it, and it is not there.
    Added,
    /// It is there, and the build makes it no longer.
    Removed,
    /// It is there, and differs.
    Changed(Vec<Difference>),
}

/// One thing in which an object differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    /// The field, as `metadata.labels.team`; keys with a dot in them are in brackets.
    pub field: String,
    /// Which part of it: the entry of a Docker config, of a list.
    pub entry: Option<String>,
    /// What happens to it.
    pub what: What,
    /// What one would not expect of the next apply.
    pub note: Option<String>,
}

/// What happens to a field or an entry. Values are there where they may be shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// It is new.
    Added(Option<String>),
    /// It goes away.
    Removed(Option<String>),
    /// It is replaced.
    Changed(Option<(String, String)>),
    /// A part of an entry is new, goes away or is replaced: `password`, added or removed.
    Part(&'static str, &'static str),
    /// What is encrypted is encrypted anew, because what is in it, or around it, is not the same.
    SealedAnew,
    /// The same entries in another order.
    Reordered,
}

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Diff {
    /// Objects that differ, by namespace, kind and name.
    pub objects: Vec<(Key, Change)>,
    /// Objects of which something could not be compared, and why.
    pub not_compared: Vec<(Key, &'static str)>,
    /// Kinds that the build makes and of which nothing was given.
    pub not_given: Vec<String>,
    /// How many objects were compared whole and are the same.
    pub same: usize,
}

impl Diff {
    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty()
    }
}

/// Compares: what the build makes is known first, then what is there comes text by text.
pub struct Differ<'a> {
    wanted: Vec<(Key, Wanted)>,
    positions: HashMap<Key, usize>,
    against: Against<'a>,
    keeps_sealed: bool,
    /// By the position in `wanted`: whether it was met.
    met: Vec<bool>,
    /// Positions of SealedSecrets whose Secret was met.
    unsealed: HashSet<usize>,
    seen: HashSet<Key>,
    kinds: HashSet<String>,
    /// How many of each generated name came by.
    generated: HashMap<Key, usize>,
    diff: Diff,
}

impl<'a> Differ<'a> {
    /// Takes what the build makes, and whether a reuse key kept the sealed content that is the same.
    #[must_use]
    pub fn new(wanted: Vec<Wanted>, against: Against<'a>, keeps_sealed: bool) -> Self {
        let mut generated = HashMap::new();
        let wanted: Vec<_> = wanted
            .into_iter()
            .map(|wanted| {
                let mut key = numbered(found::key(&wanted.object), &mut generated);
                if let Some(start) = &wanted.unnamed {
                    key.name = format!("{start}{UNKNOWN}");
                }
                (key, wanted)
            })
            .collect();
        let positions = wanted
            .iter()
            .enumerate()
            .map(|(at, (key, _))| (key.clone(), at))
            .collect();
        Self {
            met: vec![false; wanted.len()],
            wanted,
            positions,
            against,
            keeps_sealed,
            unsealed: HashSet::new(),
            seen: HashSet::new(),
            kinds: HashSet::new(),
            generated: HashMap::new(),
            diff: Diff::default(),
        }
    }

    /// Takes the objects of a text; of an object that comes twice the first counts.
    pub fn add(&mut self, tree: &Tree<'_>) {
        for manifest in manifests(tree) {
            if manifest.group() == "kustomize.config.k8s.io" {
                continue;
            }
            let mut key = found::key_of(tree, &manifest);
            self.kinds.insert(key.kind.clone());
            if key.name.ends_with('*') {
                match self.against {
                    // A generated name is one of the cluster's making there.
                    Against::Cluster { .. } => continue,
                    Against::Directory => key = numbered(key, &mut self.generated),
                }
            }
            key = self.unread(&key).unwrap_or(key);
            if !self.seen.insert(key.clone()) {
                continue;
            }
            match self.positions.get(&key).copied() {
                Some(at) if self.wanted[at].1.unnamed.is_some() => {}
                Some(at) => {
                    self.met[at] = true;
                    let found = self.found(&key, tree, manifest.node);
                    self.compare(at, &found);
                }
                None if key.kind == "Secret" && self.compare_unsealed(&key, tree, &manifest) => {}
                None => {
                    let object = found::value(tree, manifest.node);
                    if found::is_ours(&key, &object, &self.against) {
                        self.diff.objects.push((key, Change::Removed));
                    }
                }
            }
        }
    }

    /// What came of it, in the order of namespaces, kinds and names.
    #[must_use]
    pub fn finish(mut self) -> Diff {
        let in_cluster = matches!(self.against, Against::Cluster { .. });
        let mut not_given: Vec<String> = Vec::new();
        for (at, (key, _)) in self.wanted.iter().enumerate() {
            let is_told = self.unsealed.contains(&at) && !self.kinds.contains(&key.kind);
            if self.met[at] || is_told {
                continue;
            }
            if self.wanted[at].1.unnamed.is_some() {
                let why =
                    "its name is a hash of what names Secrets whose credentials were not read";
                self.diff.not_compared.push((key.clone(), why));
                continue;
            }
            if in_cluster && key.name.ends_with('*') {
                let why = "the cluster makes its name: each create makes another object";
                self.diff.not_compared.push((key.clone(), why));
                continue;
            }
            if in_cluster && !self.kinds.contains(&key.kind) && !not_given.contains(&key.kind) {
                not_given.push(key.kind.clone());
            }
            self.diff.objects.push((key.clone(), Change::Added));
        }
        self.diff.not_given = not_given;
        self.diff.objects.sort_by(|a, b| a.0.cmp(&b.0));
        self.diff.not_compared.sort();
        self.diff.not_compared.dedup();
        self.diff
    }

    /// The key of an object with a hash in its name that is not known, where that may be the one
    /// that is there.
    fn unread(&self, there: &Key) -> Option<Key> {
        let key = Key {
            name: format!("{}{UNKNOWN}", name_hash::start(&there.name)?),
            ..there.clone()
        };
        self.positions.contains_key(&key).then_some(key)
    }

    /// An object of a text, with the names that its Secrets have in what is wanted.
    fn found(&self, key: &Key, tree: &Tree<'_>, node: NodeId) -> Found {
        let mut found = found::value(tree, node);
        found.rename(&|name| {
            name_hash::start(name)?;
            let secret = Key {
                namespace: key.namespace.clone(),
                kind: "Secret".to_owned(),
                group: String::new(),
                name: name.to_owned(),
            };
            Some(self.unread(&secret)?.name)
        });
        found
    }

    /// Compares an object with what is there.
    fn compare(&mut self, at: usize, found: &Value) {
        let (key, wanted) = &self.wanted[at];
        // What SOPS encrypted comes into a cluster as what it was.
        let is_plain = found.get("sops").is_none() && key.kind == "Secret";
        let object = match (&wanted.plain, is_plain) {
            (Some(plain), true) => plain,
            _ => &wanted.object,
        };
        let (differences, unknown) = kinds::compare(
            object,
            found,
            wanted.is_known,
            matches!(self.against, Against::Cluster { .. }),
            self.keeps_sealed,
        );
        if let Some(why) = unknown {
            self.diff.not_compared.push((key.clone(), why));
        }
        if differences.is_empty() {
            self.diff.same += usize::from(unknown.is_none());
        } else {
            let changed = Change::Changed(differences);
            self.diff.objects.push((key.clone(), changed));
        }
    }

    /// A Secret that a controller made from a SealedSecret tells what is in that.
    fn compare_unsealed(&mut self, key: &Key, tree: &Tree<'_>, manifest: &Manifest<'_>) -> bool {
        if matches!(self.against, Against::Directory) {
            return false;
        }
        let sealed = Key {
            kind: "SealedSecret".to_owned(),
            group: "bitnami.com".to_owned(),
            ..key.clone()
        };
        let Some(at) = self.positions.get(&sealed).copied() else {
            return false;
        };
        let wanted = &self.wanted[at].1;
        let Some(plain) = &wanted.plain else {
            return false;
        };
        self.unsealed.insert(at);
        let found = found::value(tree, manifest.node);
        let (mut differences, unknown) =
            kinds::compare(plain, &found, wanted.is_known, true, false);
        // Its metadata is the controller's business.
        differences.retain(|difference| !difference.field.starts_with("metadata"));
        if let Some(why) = unknown {
            self.diff.not_compared.push((key.clone(), why));
        }
        if !differences.is_empty() {
            let changed = Change::Changed(differences);
            self.diff.objects.push((key.clone(), changed));
        }
        true
    }
}

/// The key with a number behind a generated name that came by before.
fn numbered(mut key: Key, generated: &mut HashMap<Key, usize>) -> Key {
    if key.name.ends_with('*') {
        let count = generated.entry(key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            key.name.insert_str(key.name.len() - 1, &count.to_string());
        }
    }
    key
}
