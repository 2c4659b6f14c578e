//! The whole document: what it is, and its parts.

use crate::finding::{Place, catalogue};
use crate::model::{Names, Spec, Text, TextMap};
use crate::syntax::NodeId;

use super::Reader;
use super::fields::{Field, Part};
use super::place::head;
use super::words::kind;

/// The version of the language.
const API_VERSION: &str = "pullsecrets.dev/v1";

/// The kind of the document.
const KIND: &str = "PullSecrets";

/// The fields of a document.
const FIELDS: [&str; 13] = [
    "apiVersion",
    "kind",
    "metadata",
    "platform",
    "output",
    "allow",
    "registries",
    "secrets",
    "profiles",
    "defaults",
    "projects",
    "grants",
    "cluster",
];

/// The number of `defaults` in [`FIELDS`].
const DEFAULTS: usize = 9;

impl<'t> Reader<'t> {
    /// Reads the document.
    pub fn document(&mut self, root: NodeId) -> Option<Spec<'t>> {
        let tree = self.tree;
        let span = tree.span(root);
        match kind(tree, root) {
            "a mapping" => {}
            "null" => {
                let finding = catalogue::EMPTY_SPEC
                    .at(Place::Source(span.source), "the spec is empty")
                    .help("`pullsecrets init` writes one to start from");
                self.report(finding);
                return None;
            }
            kind => {
                let finding = catalogue::WRONG_TYPE
                    .at(
                        head(tree, root),
                        format!("the file holds {kind}, where a mapping is expected"),
                    )
                    .help(format!("start with `apiVersion: {API_VERSION}`"));
                self.report(finding);
                return None;
            }
        }
        if !self.is_spec(root) {
            return None;
        }
        let document = Field::new(
            Text {
                value: "the spec",
                span: head(tree, root),
            },
            root,
        );
        let (part, given) = self.fields(document, "the spec", &FIELDS)?;
        Some(self.parts(&part, given))
    }

    /// Whether the document is a spec of this version, or is meant to be one; what is wrong with
    /// `apiVersion` and `kind` is reported.
    fn is_spec(&mut self, root: NodeId) -> bool {
        let tree = self.tree;
        let place = head(tree, root);
        let version = tree.get(root, "apiVersion");
        let kind = tree.get(root, "kind");
        let (Some(version_node), Some(kind_node)) = (version, kind) else {
            let missing = match (version, kind) {
                (None, None) => "`apiVersion` and `kind` are missing",
                (None, Some(_)) => "`apiVersion` is missing",
                _ => "`kind` is missing",
            };
            let finding = catalogue::MISSING_FIELD.at(place, missing).help(format!(
                "start the file with `apiVersion: {API_VERSION}` and `kind: {KIND}`"
            ));
            self.report(finding);
            // One of the two that is right says what the file is meant to be.
            return match (version, kind) {
                (Some(version), None) => self.is_word(version, API_VERSION),
                (None, Some(kind)) => self.is_word(kind, KIND),
                _ => false,
            };
        };
        let is_version = self.is_word(version_node, API_VERSION);
        let is_kind = self.is_word(kind_node, KIND);
        if !is_version {
            let finding = catalogue::UNKNOWN_VERSION
                .at(
                    head(tree, version_node),
                    "this `apiVersion` is none that the command reads",
                )
                .help(format!("write `apiVersion: {API_VERSION}`"))
                .edit(tree.span(version_node), API_VERSION);
            self.report(finding);
        }
        if !is_kind {
            let finding = catalogue::UNKNOWN_VERSION
                .at(
                    head(tree, kind_node),
                    "this `kind` is none that the command reads",
                )
                .help(format!("write `kind: {KIND}`"))
                .edit(tree.span(kind_node), KIND);
            self.report(finding);
        }
        // A slip of the pen in `kind` does not change what the file is.
        let kind = tree.text(kind_node).unwrap_or_default();
        is_version && (is_kind || self.near_word(kind, [KIND].into_iter()).is_some())
    }

    fn is_word(&self, node: NodeId, word: &str) -> bool {
        self.tree.text(node) == Some(word)
    }

    fn parts(&mut self, part: &Part, given: [Option<Field<'t>>; FIELDS.len()]) -> Spec<'t> {
        let [
            _,
            _,
            metadata,
            platform,
            output,
            allow,
            registries,
            secrets,
            profiles,
            defaults,
            projects,
            grants,
            cluster,
        ] = given.map(|field| self.section(field));
        let (name, annotations) = metadata
            .and_then(|metadata| self.metadata(metadata))
            .unwrap_or_default();
        let platform = platform.and_then(|field| self.platform(field));
        let output = output.and_then(|field| self.output(field));
        let allow = allow.and_then(|field| {
            self.good_items(
                field,
                "write `allow: [{code: PS0412, because: REASON}]`",
                Self::allow,
            )
        });
        self.is_private = true;
        let registries = self.part(
            part,
            registries,
            "write `registries: {NAME: {server: HOST}}`, a name of your choice for each",
            Self::registry,
        );
        self.is_private = false;
        let secrets = self.part(
            part,
            secrets,
            "write `secrets: {NAME: {registries: [NAME]}}`, a name of your choice for each",
            Self::pull_secret,
        );
        let profiles = self.part(
            part,
            profiles,
            "write `profiles: {NAME: {pullSecrets: [NAME]}}`",
            Self::profile,
        );
        let projects = self.part(
            part,
            projects,
            "write `projects: {NAMESPACE: {pullSecrets: [NAME]}}`",
            Self::project,
        );
        let default_profiles = self.optional(defaults, Self::defaults);
        let grants = grants.and_then(|field| {
            self.good_items(
                field,
                "start each grant with `- imagesIn: PROJECT`",
                Self::grant,
            )
        });
        let global_pull_secret = cluster.and_then(|field| self.cluster(field)).flatten();
        let defaults_unknown = default_profiles.is_none() || part.seems_to_mean(DEFAULTS);
        Spec {
            name,
            annotations,
            platform: platform.unwrap_or_default(),
            output: output.unwrap_or_default(),
            allow: allow.unwrap_or_default(),
            registries,
            secrets,
            profiles,
            default_profiles: default_profiles.flatten().unwrap_or_default(),
            defaults_unknown,
            projects,
            grants: grants.unwrap_or_default(),
            incomplete: !self.findings.is_empty(),
            global_pull_secret,
        }
    }

    /// A part of names. Where it cannot be read, or there is none and a key of the document is
    /// unknown, every name may have been in it.
    fn part<T>(
        &mut self,
        document: &Part,
        field: Option<Field<'t>>,
        help: &str,
        read: impl FnMut(&mut Self, Field<'t>) -> Option<T>,
    ) -> Names<'t, T> {
        match field {
            Some(field) => self
                .names(field, help, read)
                .unwrap_or_else(Names::unreadable),
            None if document.is_understood() => Names::default(),
            None => Names::unreadable(),
        }
    }

    /// `metadata`: the name and the annotations; labels are accepted.
    fn metadata(&mut self, field: Field<'t>) -> Option<(Option<Text<'t>>, TextMap<'t>)> {
        let (part, [name, labels, annotations]) =
            self.fields(field, "`metadata`", &["name", "labels", "annotations"])?;
        let name = self.optional(name, Self::filled);
        let labels = self.optional(labels, Self::text_map);
        let annotations = self.optional(annotations, Self::text_map);
        labels?;
        Some((name?, annotations?.unwrap_or_default())).filter(|_| part.is_sound())
    }
}
