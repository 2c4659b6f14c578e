//! Where bodies of workflows name Secrets beside `imagePullSecrets`, and that they get the final
//! names there.

use hashbrown::HashMap;

use super::ManifestWriter;

/// Where a pod names a Secret, wherever the pod stands: the last keys, lists between them left
/// out.
pub const SECRET_PLACES: [&[&str]; 4] = [
    &["volumes", "secret", "secretName"],
    &["volumes", "projected", "sources", "secret", "name"],
    &["env", "valueFrom", "secretKeyRef", "name"],
    &["envFrom", "secretRef", "name"],
];

/// The final names of the pull secrets of a project that carry a hash, by those that the spec
/// gives them.
pub type HashedNames<'a> = HashMap<&'a str, &'a str>;

/// The keys below which a value stands, the outermost first.
#[derive(Default)]
pub struct Trail(Vec<String>);

impl Trail {
    /// A mapping begins.
    pub fn begin_mapping(&mut self) {
        self.0.push(String::new());
    }

    /// The innermost mapping ends.
    pub fn end_mapping(&mut self) {
        self.0.pop();
    }

    /// The key of the next value.
    pub fn key(&mut self, key: &str) {
        if let Some(last) = self.0.last_mut() {
            last.clear();
            last.push_str(key);
        }
    }

    /// Whether the last keys are these.
    #[must_use]
    pub fn ends_with(&self, keys: &[&str]) -> bool {
        let Some(first) = self.0.len().checked_sub(keys.len()) else {
            return false;
        };
        self.0[first..].iter().eq(keys)
    }

    /// All keys, as Kustomize writes a path.
    #[must_use]
    pub fn path(&self) -> String {
        let steps: Vec<_> = self.0.iter().map(|key| key.replace('/', "\\/")).collect();
        steps.join("/")
    }
}

/// Writes on, with the final names of Secrets.
pub(super) struct Renaming<'w, W> {
    names: &'w HashedNames<'w>,
    trail: Trail,
    out: &'w mut W,
}

impl<'w, W> Renaming<'w, W> {
    pub(super) fn new(names: &'w HashedNames<'w>, out: &'w mut W) -> Self {
        Self {
            names,
            trail: Trail::default(),
            out,
        }
    }
}

impl<W: ManifestWriter> ManifestWriter for Renaming<'_, W> {
    fn begin_mapping(&mut self) {
        self.trail.begin_mapping();
        self.out.begin_mapping();
    }

    fn end_mapping(&mut self) {
        self.trail.end_mapping();
        self.out.end_mapping();
    }

    fn begin_list(&mut self) {
        self.out.begin_list();
    }

    fn end_list(&mut self) {
        self.out.end_list();
    }

    fn key(&mut self, key: &str) {
        self.trail.key(key);
        self.out.key(key);
    }

    fn string(&mut self, value: &str) {
        let is_name = |place: &&[&str]| self.trail.ends_with(place);
        let hashed = match SECRET_PLACES.iter().any(is_name) {
            true => self.names.get(value).copied(),
            false => None,
        };
        self.out.string(hashed.unwrap_or(value));
    }

    fn boolean(&mut self, value: bool) {
        self.out.boolean(value);
    }

    fn number(&mut self, literal: &str) {
        self.out.number(literal);
    }

    fn null(&mut self) {
        self.out.null();
    }
}
