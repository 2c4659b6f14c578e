//! Labels and annotations, gathered once per kind: what `output` asks for on every object, and
//! what Argo CD reads.

use std::borrow::Cow;

use crate::kubernetes::PINNED;
use crate::model::{PlatformKind, Spec, TextMap};
use crate::plan::{ObjectKind, built_in_accounts};

use super::Pairs;

/// Argo CD applies lower waves first.
const SYNC_WAVE: &str = "argocd.argoproj.io/sync-wave";
/// Comma-separated options of one object.
const SYNC_OPTIONS: &str = "argocd.argoproj.io/sync-options";
/// Makes an object a hook of a sync.
const HOOK: &str = "argocd.argoproj.io/hook";
/// Keeps an object when the spec no longer asks for it, and when the application is deleted.
const KEEP: &str = "Prune=false,Delete=false";

const KINDS: [ObjectKind; 5] = [
    ObjectKind::Namespace,
    ObjectKind::Secret,
    ObjectKind::ServiceAccount,
    ObjectKind::RoleBinding,
    ObjectKind::Workflow,
];

/// Labels and annotations that all objects of a kind share.
pub(super) struct Shared<'a> {
    labels: Pairs<'a>,
    /// By [`ObjectKind`].
    annotations: [Pairs<'a>; 5],
    /// The same on objects that must not be deleted.
    kept: [Pairs<'a>; 5],
    /// Whether OpenShift's own accounts are among those.
    keeps_accounts: bool,
}

impl<'a> Shared<'a> {
    /// Gathers them.
    pub(super) fn new(spec: &'a Spec<'a>) -> Self {
        let output = &spec.output;
        let base = pairs(&output.annotations);
        let annotations = KINDS.map(|kind| {
            let mut list = base.clone();
            if output.argocd.is_some_and(|argocd| argocd.sync_waves) {
                set(&mut list, SYNC_WAVE, Cow::Borrowed(wave(kind)));
            }
            list
        });
        let kept = KINDS.map(|kind| {
            let mut list = annotations[kind as usize].clone();
            if output.argocd.is_some() {
                add_options(&mut list);
            }
            list
        });
        Self {
            labels: pairs(&output.labels),
            annotations,
            kept,
            keeps_accounts: spec.platform.kind() == PlatformKind::OpenShift,
        }
    }

    /// Labels of every object.
    pub(super) fn labels(&self) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        &self.labels
    }

    /// Annotations of a kind.
    pub(super) fn annotations(&self, kind: ObjectKind) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        &self.annotations[kind as usize]
    }

    /// Annotations of an object of which a dropped line of the spec must not delete the original.
    pub(super) fn kept(&self, kind: ObjectKind) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        &self.kept[kind as usize]
    }

    /// Annotations of a service account.
    pub(super) fn of_account(&self, name: &str) -> &[(Cow<'a, str>, Cow<'a, str>)] {
        match self.keeps_accounts && built_in_accounts(PlatformKind::OpenShift).contains(&name) {
            true => self.kept(ObjectKind::ServiceAccount),
            false => self.annotations(ObjectKind::ServiceAccount),
        }
    }
}

/// Labels or annotations of one object, which share what they can.
pub(super) type Shareable<'s> = Cow<'s, [(Cow<'s, str>, Cow<'s, str>)]>;

/// Adds the annotation by which an account is pinned.
pub(super) fn pin<'s>(list: &mut Shareable<'s>, pinned: &'s str) {
    set(own(list, 1), PINNED, Cow::Borrowed(pinned));
}

/// Adds the annotation by which an object is an Argo CD hook.
pub(super) fn hook<'s>(list: &mut Shareable<'s>, hook: &'s str) {
    set(own(list, 1), HOOK, Cow::Borrowed(hook));
}

/// Puts an object's own pairs over shared ones.
pub(super) fn over<'s>(list: &mut Shareable<'s>, pairs: &'s [(Cow<'_, str>, Cow<'_, str>)]) {
    if !pairs.is_empty() {
        let list = own(list, pairs.len());
        for (key, value) in pairs {
            set(list, key, Cow::Borrowed(value));
        }
    }
}

/// Puts pairs of the spec over shared ones.
pub(super) fn over_shared<'s>(list: &mut Shareable<'s>, map: &TextMap<'s>) {
    if !map.is_empty() {
        let list = own(list, map.len());
        for (key, value) in map {
            set(list, key.value, Cow::Borrowed(value.value));
        }
    }
}

/// Makes a shared list an object's own, with room for a few more.
fn own<'l, 's>(list: &'l mut Shareable<'s>, room: usize) -> &'l mut Pairs<'s> {
    if let Cow::Borrowed(shared) = *list {
        let mut pairs = Vec::with_capacity(shared.len() + room);
        pairs.extend(
            shared
                .iter()
                .map(|(key, value)| (Cow::Borrowed(&**key), Cow::Borrowed(&**value))),
        );
        *list = Cow::Owned(pairs);
    }
    list.to_mut()
}

fn pairs<'a>(map: &TextMap<'a>) -> Pairs<'a> {
    map.iter()
        .map(|(key, value)| (Cow::Borrowed(key.value), Cow::Borrowed(value.value)))
        .collect()
}

/// Sets a pair in a sorted list.
fn set<'s>(list: &mut Pairs<'s>, key: &'s str, value: Cow<'s, str>) {
    match list.binary_search_by(|(other, _)| (**other).cmp(key)) {
        Ok(at) => list[at].1 = value,
        Err(at) => list.insert(at, (Cow::Borrowed(key), value)),
    }
}

/// Adds to the options that `output.annotations` may already ask for.
fn add_options(list: &mut Pairs<'_>) {
    let own = list
        .iter()
        .find(|(key, _)| key == SYNC_OPTIONS)
        .map(|(_, value)| format!("{value},{KEEP}"));
    set(
        list,
        SYNC_OPTIONS,
        own.map_or(Cow::Borrowed(KEEP), Cow::Owned),
    );
}

/// The wave of a kind: what must exist first comes first.
fn wave(kind: ObjectKind) -> &'static str {
    match kind {
        ObjectKind::Namespace => "-3",
        ObjectKind::Secret => "-2",
        ObjectKind::ServiceAccount | ObjectKind::RoleBinding => "-1",
        ObjectKind::Workflow => "0",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_is_set_in_its_place() {
        let mut list = vec![("a".into(), "1".into()), ("c".into(), "3".into())];
        set(&mut list, "b", "2".into());
        set(&mut list, "c", "4".into());
        let list: Vec<_> = list.iter().map(|(k, v)| format!("{k}={v}")).collect();
        assert_eq!(list, ["a=1", "b=2", "c=4"]);
    }

    #[test]
    fn options_of_the_spec_stay() {
        let mut list = vec![(SYNC_OPTIONS.into(), "ServerSideApply=true".into())];
        add_options(&mut list);
        assert_eq!(list[0].1, "ServerSideApply=true,Prune=false,Delete=false");
    }

    #[test]
    fn kinds_are_numbered_as_they_are_listed() {
        for (number, kind) in KINDS.into_iter().enumerate() {
            assert_eq!(kind as usize, number);
        }
    }
}
