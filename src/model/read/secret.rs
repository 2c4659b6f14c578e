//! One of `secrets`.

use crate::finding::catalogue;
use crate::model::{AuthFile, PullSecret, PullSecretContent};

use super::Reader;
use super::fields::Field;
use super::output::FORMS;

impl<'t> Reader<'t> {
    /// One of `secrets`: of several registries, a whole file, or somebody else's.
    pub fn pull_secret(&mut self, field: Field<'t>) -> Option<PullSecret<'t>> {
        let (part, [registries, auth_file, existing, secrets]) = self.fields(
            field,
            "a pull secret",
            &["registries", "authFile", "existing", "secrets"],
        )?;
        let names = self.optional(registries, Self::some_texts);
        let file = self.optional(auth_file, |reader, field| {
            Some(AuthFile {
                file: reader.file(field, "`authFile` of a pull secret")?,
                server: None,
            })
        });
        let exists = self.optional(existing, Self::boolean);
        let form = self.optional(secrets, |reader, form| reader.choice(form, &FORMS));
        // `existing: false` says nothing: the secret is made here, as those that leave it out.
        let existing = existing.filter(|_| !matches!(exists, Some(Some(exists)) if !exists.value));
        self.only_source(
            &part,
            [registries, auth_file, existing],
            [
                "this pull secret does not say what it holds",
                "add `registries: [NAME]`, `authFile: {file: PATH}` or `existing: true`",
            ],
            [
                "say what this pull secret holds",
                "keep one of `registries`, `authFile` and `existing`",
            ],
        )?;
        if let (Some(existing), Some(secrets)) = (existing, secrets) {
            let finding = catalogue::FIELDS_CONFLICT
                .at(
                    secrets.key.span,
                    "`secrets` chooses a form for a Secret that is not emitted",
                )
                .also(existing.key.span, "somebody else makes it")
                .help("remove `secrets`");
            self.report(finding);
            return None;
        }
        let content = match existing {
            Some(_) => exists.map(|_| PullSecretContent::Existing)?,
            None => match names? {
                Some(names) => PullSecretContent::Registries(names),
                None => PullSecretContent::AuthFile(file??),
            },
        };
        Some(PullSecret {
            content,
            form: form?,
        })
        .filter(|_| part.is_sound())
    }
}
