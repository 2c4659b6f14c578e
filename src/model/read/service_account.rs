//! One of `serviceAccounts`.

use crate::model::{Names, ServiceAccount};

use super::Reader;
use super::fields::Field;
use super::platform::LINKS;
use super::words::kind;

impl<'t> Reader<'t> {
    /// `serviceAccounts`.
    pub fn service_accounts(&mut self, field: Field<'t>) -> Option<Names<'t, ServiceAccount<'t>>> {
        self.names(
            field,
            "write `serviceAccounts: {NAME: {}}`, or leave it out for the account `default`",
            Self::service_account,
        )
    }

    fn service_account(&mut self, field: Field<'t>) -> Option<ServiceAccount<'t>> {
        // A name alone, as `builder:`, is an account that says nothing more.
        if kind(self.tree, field.value) == "null" {
            return Some(ServiceAccount {
                pull: None,
                mount: None,
                internal_registry_secret: None,
                link: None,
            });
        }
        let (part, [pull, mount, secret, link]) = self.fields(
            field,
            "a service account",
            &["pull", "mount", "internalRegistrySecret", "link"],
        )?;
        let pull = self.optional(pull, Self::texts);
        let mount = self.optional(mount, Self::texts);
        let internal_registry_secret = self.optional(secret, Self::text);
        let link = self.optional(link, |reader, link| reader.choice(link, &LINKS));
        Some(ServiceAccount {
            pull: pull?,
            mount: mount?,
            internal_registry_secret: internal_registry_secret?,
            link: link?,
        })
        .filter(|_| part.is_sound())
    }
}
