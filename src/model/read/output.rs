//! `output`.

use crate::model::{Argocd, Form, Output, Scope, SealedSecrets, Sops};

use super::Reader;
use super::fields::Field;

/// The words of `secrets`.
pub(super) const FORMS: [(&str, Form); 4] = [
    (Form::Secret.word(), Form::Secret),
    (Form::SealedSecret.word(), Form::SealedSecret),
    (Form::ExternalSecret.word(), Form::ExternalSecret),
    (Form::Sops.word(), Form::Sops),
];

const SCOPES: [(&str, Scope); 3] = [
    (Scope::Strict.word(), Scope::Strict),
    (Scope::NamespaceWide.word(), Scope::NamespaceWide),
    (Scope::ClusterWide.word(), Scope::ClusterWide),
];

impl<'t> Reader<'t> {
    /// `output`.
    pub fn output(&mut self, field: Field<'t>) -> Option<Output<'t>> {
        let (
            _,
            [
                secrets,
                labels,
                annotations,
                argocd,
                sealed_secrets,
                sops,
                hash,
            ],
        ) = self.fields(
            field,
            "`output`",
            &[
                "secrets",
                "labels",
                "annotations",
                "argocd",
                "sealedSecrets",
                "sops",
                "nameSuffixHash",
            ],
        )?;
        let form = self.optional(secrets, |reader, form| reader.choice(form, &FORMS));
        let labels = self.optional(labels, Self::text_map);
        let annotations = self.optional(annotations, Self::text_map);
        let argocd = self.optional(argocd, Self::argocd);
        let sealed_secrets = self.optional(sealed_secrets, Self::sealed_secrets);
        let sops = self.optional(sops, Self::sops);
        let name_suffix_hash = self.optional(hash, Self::boolean);
        // It has no name under which it could be broken: what is well formed holds.
        Some(Output {
            form: form.flatten(),
            labels: labels.flatten().unwrap_or_default(),
            annotations: annotations.flatten().unwrap_or_default(),
            argocd: argocd.flatten(),
            sealed_secrets: sealed_secrets.flatten(),
            sops: sops.flatten(),
            name_suffix_hash: name_suffix_hash.flatten(),
        })
    }

    fn argocd(&mut self, field: Field<'t>) -> Option<Argocd> {
        let (part, [waves]) = self.fields(field, "`argocd`", &["syncWaves"])?;
        let waves = self.optional(waves, Self::boolean);
        Some(Argocd {
            sync_waves: waves?.is_some_and(|waves| waves.value),
        })
        .filter(|_| part.is_sound())
    }

    fn sealed_secrets(&mut self, field: Field<'t>) -> Option<SealedSecrets<'t>> {
        let (part, [certificate, scope]) =
            self.fields(field, "`sealedSecrets`", &["certificate", "scope"])?;
        let certificate = self.optional(certificate, |reader, field| {
            reader.file(field, "`certificate`")
        });
        let scope = self.optional(scope, |reader, scope| reader.choice(scope, &SCOPES));
        Some(SealedSecrets {
            span: part.span,
            certificate: certificate?,
            scope: scope?.map_or(Scope::default(), |scope| scope.value),
        })
        .filter(|_| part.is_sound())
    }

    fn sops(&mut self, field: Field<'t>) -> Option<Sops<'t>> {
        let (part, [age]) = self.fields(field, "`sops`", &["age"])?;
        let age = self.required(&part, age, "age", "age: [RECIPIENT]", Self::some_texts);
        Some(Sops { age: age? }).filter(|_| part.is_sound())
    }
}
