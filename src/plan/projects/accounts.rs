//! The service accounts of a project: those of its profiles and its own, field by field.

use std::borrow::Cow;

use crate::model::{Link, Project, ServiceAccount, Text};
use crate::plan::{ProjectPlan, ServiceAccountPlan};

use super::{Merger, Profiles};

/// A field and the profile that it comes from; none where the project says it itself.
type From<'t, T> = Option<(T, Option<&'t str>)>;

/// A service account while its pieces are laid over each other.
struct Layers<'t> {
    name: Text<'t>,
    pull: From<'t, &'t [Text<'t>]>,
    mount: From<'t, &'t [Text<'t>]>,
    pinned: Option<Text<'t>>,
    link: Option<Link>,
}

impl<'t> Merger<'t, '_> {
    pub(super) fn service_accounts(
        &mut self,
        project: &'t Project<'t>,
        profiles: &Profiles<'t>,
        plan: &mut ProjectPlan<'t>,
    ) {
        let lists = profiles
            .list
            .iter()
            .map(|(name, profile)| (Some(*name), profile.service_accounts.as_ref()))
            .chain([(None, project.own.service_accounts.as_ref())]);
        let mut pieces: Vec<(Text<'t>, Option<&'t ServiceAccount<'t>>, Option<&'t str>)> =
            Vec::new();
        let mut given = false;
        for (profile, accounts) in lists {
            let Some(accounts) = accounts else { continue };
            given = true;
            pieces.extend(
                accounts
                    .iter()
                    .map(|named| (named.name, named.value.as_ref(), profile)),
            );
        }
        plan.accounts_given = given;
        if !given {
            if !plan.pull_secrets.is_empty() && !plan.unmanaged {
                let account = self.account(
                    Layers {
                        name: Text::new("default", plan.place),
                        pull: None,
                        mount: None,
                        pinned: None,
                        link: None,
                    },
                    plan,
                );
                plan.service_accounts.push(account);
            }
            return;
        }
        // Stable: the pieces of one account stay in the order of profiles, the project's last.
        pieces.sort_by_key(|(name, _, _)| name.value);
        plan.service_accounts.reserve(pieces.len());
        for pieces in pieces.chunk_by(|left, right| left.0.value == right.0.value) {
            let Some(last) = pieces.last() else { continue };
            if pieces.iter().any(|(_, account, _)| account.is_none()) {
                plan.broken_accounts.push(last.0.value);
                continue;
            }
            let mut layers = Layers {
                name: last.0,
                pull: None,
                mount: None,
                pinned: None,
                link: None,
            };
            for (_, account, profile) in pieces {
                let Some(account) = account else { continue };
                let from = |list: &'t Option<Vec<Text<'t>>>| {
                    list.as_ref().map(|list| (list.as_slice(), *profile))
                };
                layers.pull = from(&account.pull).or(layers.pull);
                layers.mount = from(&account.mount).or(layers.mount);
                layers.pinned = account.internal_registry_secret.or(layers.pinned);
                layers.link = account.link.map(|link| link.value).or(layers.link);
            }
            let account = self.account(layers, plan);
            plan.service_accounts.push(account);
        }
    }

    fn account(&mut self, layers: Layers<'t>, plan: &ProjectPlan<'t>) -> ServiceAccountPlan<'t> {
        let pulls_everything = layers.pull.is_none();
        let pull = match layers.pull {
            Some((names, profile)) => self.of_project(names, profile, plan),
            None => self.every_pull_secret(plan),
        };
        let mount = match layers.mount {
            Some((names, profile)) => self.of_project(names, profile, plan),
            None => Vec::new(),
        };
        self.room = self.room.saturating_sub(1);
        let link = layers.link.unwrap_or(self.default_link);
        let pinned = (link == Link::Pinned).then(|| match layers.pinned {
            Some(written) => Cow::Borrowed(written.value),
            None => Cow::Owned(format!("{}-dockercfg", layers.name.value)),
        });
        ServiceAccountPlan {
            name: layers.name.value,
            place: layers.name.span,
            pull,
            pulls_everything,
            mount,
            link,
            pinned,
            pinned_place: layers.pinned.map(|written| written.span),
        }
    }
}
