//! `cluster` and `allow`.

use crate::model::{Allow, GlobalPullSecret};

use super::Reader;
use super::fields::Field;

impl<'t> Reader<'t> {
    /// `cluster`; a cluster without a global pull secret says nothing.
    #[expect(clippy::option_option, reason = "left out and broken are two things")]
    pub fn cluster(&mut self, field: Field<'t>) -> Option<Option<GlobalPullSecret<'t>>> {
        let (part, [global]) = self.fields(field, "`cluster`", &["globalPullSecret"])?;
        let global = self.optional(global, Self::global_pull_secret);
        global.filter(|_| part.is_sound())
    }

    fn global_pull_secret(&mut self, field: Field<'t>) -> Option<GlobalPullSecret<'t>> {
        let (part, [base, registries]) =
            self.fields(field, "`globalPullSecret`", &["base", "registries"])?;
        let base = self.required(&part, base, "base", "base: {file: PATH}", |reader, base| {
            reader.file(base, "`base`")
        });
        let registries = self.optional(registries, Self::texts);
        Some(GlobalPullSecret {
            span: part.span,
            base: base?,
            registries: registries?.unwrap_or_default(),
        })
        .filter(|_| part.is_sound())
    }

    /// One of `allow`.
    pub fn allow(&mut self, field: Field<'t>) -> Option<Allow<'t>> {
        let (part, [code, because]) =
            self.fields(field, "an entry of `allow`", &["code", "because"])?;
        let code = self.required(&part, code, "code", "code: PS0412", Self::filled);
        let because = self.required(&part, because, "because", "because: REASON", Self::filled);
        Some(Allow {
            code: code?,
            because: because?,
        })
        .filter(|_| part.is_sound())
    }
}
