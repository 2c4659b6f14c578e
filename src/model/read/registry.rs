//! One of `registries`.

use crate::finding::catalogue;
use crate::model::{Credential, Registry};

use super::Reader;
use super::fields::{Field, Part};
use super::output::FORMS;

/// The fields that a credential may be made of.
#[derive(Clone, Copy)]
struct Sources<'t> {
    username: Option<Field<'t>>,
    password: Option<Field<'t>>,
    email: Option<Field<'t>>,
    auth: Option<Field<'t>>,
    auth_file: Option<Field<'t>>,
    external: Option<Field<'t>>,
}

impl<'t> Sources<'t> {
    /// The first field that gives user name and password.
    fn basic(&self) -> Option<Field<'t>> {
        [self.username, self.password]
            .into_iter()
            .flatten()
            .min_by_key(|field| field.key.span.start)
    }
}

impl<'t> Reader<'t> {
    /// One of `registries`.
    pub fn registry(&mut self, field: Field<'t>) -> Option<Registry<'t>> {
        let (
            part,
            [
                server,
                username,
                password,
                email,
                auth,
                auth_file,
                external,
                auth_server,
                auth_secret_name,
                secrets,
            ],
        ) = self.fields(
            field,
            "a registry",
            &[
                "server",
                "username",
                "password",
                "email",
                "auth",
                "authFile",
                "external",
                "authServer",
                "authSecretName",
                "secrets",
            ],
        )?;
        let server = self.required(&part, server, "server", "server: HOST", Self::server);
        let credential = self.credential(
            &part,
            Sources {
                username,
                password,
                email,
                auth,
                auth_file,
                external,
            },
        );
        let named_for = auth_secret_name.filter(|_| auth_server.is_none());
        let auth_server = self.optional(auth_server, Self::server);
        let auth_secret_name = self.optional(auth_secret_name, Self::text);
        let form = self.optional(secrets, |reader, form| reader.choice(form, &FORMS));
        if named_for.is_some() {
            self.missing(&part, "authServer", "authServer: HOST");
            return None;
        }
        Some(Registry {
            server: server?,
            credential: credential?,
            auth_server: auth_server?,
            auth_secret_name: auth_secret_name?,
            form: form?,
        })
        .filter(|_| part.is_sound())
    }

    /// The credential; every field that is there is read, so that all of its faults are known.
    fn credential(&mut self, part: &Part, sources: Sources<'t>) -> Option<Credential<'t>> {
        let username = self.optional(sources.username, Self::value);
        let password = self.optional(sources.password, Self::value);
        let email = self.optional(sources.email, Self::value);
        let auth = self.optional(sources.auth, Self::value);
        let auth_file = self.optional(sources.auth_file, Self::auth_file_entry);
        let external = self.optional(sources.external, Self::external);
        let first = self.only_source(
            part,
            [
                sources.basic(),
                sources.auth,
                sources.auth_file,
                sources.external,
            ],
            [
                "this registry has no credential",
                "add `username: USER` and `password: {env: NAME}`",
            ],
            [
                "give the credential of this registry",
                "keep one: `username` with `password`, `auth`, `authFile` or `external`",
            ],
        )?;
        if let Some(half) = match (sources.username, sources.password) {
            (Some(_), None) => Some(("password", "password: {env: NAME}")),
            (None, Some(_)) => Some(("username", "username: USER")),
            _ => None,
        } {
            let (name, example) = half;
            self.no_source(
                part,
                format!("`{}` stands here without `{name}`", first.key.value),
                format!("add `{example}`"),
            );
            return None;
        }
        if sources.username.is_none()
            && let Some(email) = sources.email
        {
            let finding = catalogue::FIELDS_CONFLICT
                .at(
                    email.key.span,
                    format!("`email` does not go with `{}`", first.key.value),
                )
                .also(first.key.span, "this is copied as it is")
                .help("remove `email`, or write `username` and `password`");
            self.report(finding);
            return None;
        }
        if sources.username.is_some() {
            return Some(Credential::Basic {
                username: username??,
                password: password??,
                email: email?,
            });
        }
        if sources.auth.is_some() {
            return auth?.map(Credential::Auth);
        }
        if sources.auth_file.is_some() {
            return auth_file?.map(Credential::AuthFile);
        }
        external?.map(Credential::External)
    }
}
