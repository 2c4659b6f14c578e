//! `platform`.

use crate::model::{IntegratedRegistry, Link, Platform, PlatformKind, Version};
use crate::source::Spanned;

use super::Reader;
use super::fields::Field;

/// The words of `link`.
pub(super) const LINKS: [(&str, Link); 3] = [
    ("pinned", Link::Pinned),
    ("plain", Link::Plain),
    ("workload", Link::Workload),
];

impl<'t> Reader<'t> {
    /// `platform`.
    pub fn platform(&mut self, field: Field<'t>) -> Option<Platform<'t>> {
        let (_, [kind, version, registry, link]) = self.fields(
            field,
            "`platform`",
            &["kind", "version", "registry", "link"],
        )?;
        let kind = self.optional(kind, |reader, kind| {
            reader.choice(
                kind,
                &[
                    ("openshift", PlatformKind::OpenShift),
                    ("kubernetes", PlatformKind::Kubernetes),
                ],
            )
        });
        let version = self.optional(version, Self::version);
        let registry = self.optional(registry, |reader, registry| {
            let text = reader.filled(registry)?;
            Some(match text.value {
                "none" => IntegratedRegistry::None(text.span),
                _ => IntegratedRegistry::At(text),
            })
        });
        let link = self.optional(link, |reader, link| reader.choice(link, &LINKS));
        // It has no name under which it could be broken: what is well formed holds.
        Some(Platform {
            kind: kind.flatten(),
            version: version.flatten(),
            registry: registry.flatten(),
            link: link.flatten(),
        })
    }

    fn version(&mut self, field: Field<'t>) -> Option<Spanned<Version>> {
        let text = self.text(field)?;
        let version = version(text.value);
        if version.is_none() {
            self.wrong_type(
                field,
                "a version",
                Some("write the major and minor number in quotes, as `\"4.16\"`"),
            );
        }
        version.map(|version| Spanned::new(version, text.span))
    }
}

/// `4.16`, also as programs print it: `v1.31`, `4.16.3`.
fn version(text: &str) -> Option<Version> {
    let number = |part: &str| {
        let is_number =
            (1..=5).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        match is_number {
            true => part.parse().ok(),
            false => None,
        }
    };
    let mut parts = text.strip_prefix('v').unwrap_or(text).split('.');
    let version = Version {
        major: number(parts.next()?)?,
        minor: number(parts.next()?)?,
    };
    if let Some(patch) = parts.next() {
        let _: u32 = number(patch)?;
    }
    parts.next().is_none().then_some(version)
}

#[cfg(test)]
mod tests {
    use super::{Version, version};

    #[test]
    fn versions_are_major_and_minor() {
        let expected = Some(Version {
            major: 4,
            minor: 16,
        });
        for text in ["4.16", "v4.16", "4.16.3"] {
            assert_eq!(version(text), expected, "{text}");
        }
        for text in [
            "", "4", "4.", "4.16.", "4.16.3.1", "4.x", "-4.16", "4.123456",
        ] {
            assert_eq!(version(text), None, "{text}");
        }
    }
}
