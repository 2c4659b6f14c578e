//! Which bytes of a text a snippet must not show.
//!
//! In a spec: every scalar below `registries` but those that are no credential by their key, and
//! every scalar below a key that the language does not know, so that `passwrod: hunter2` never
//! prints; comments there too, since credentials are commented out as well, and tags and anchors,
//! since a credential without quotes may be read as one. In a manifest: of Secrets all but what they
//! are called, what `kubectl apply` keeps of them, and the values of variables.

use crate::kubernetes::LAST_APPLIED;
use crate::source::{Masking, Source, SourceId};

use super::limits::Limits;
use super::node::{Kind, NodeId, Tree};
use super::parse::{parse, parse_stream};

mod comments;
mod parts;
#[cfg(test)]
mod tests;

use parts::{Part, SPEC, below};

/// The field of the language, of whatever part, that a text starts with, and what follows it.
#[must_use]
pub fn leading_field(text: &str) -> Option<(&str, &str)> {
    let end = text
        .find(|character: char| !character.is_ascii_alphanumeric())
        .unwrap_or(text.len());
    Some(text.split_at(end)).filter(|(word, _)| parts::is_field(word))
}

/// How tokens of GitHub, GitLab, Docker Hub, Quay's and OpenShift's logins start. Whoever puts one in
/// the place of a variable's name must not see it printed.
const TOKENS: [&str; 11] = [
    "ghp_",
    "gho_",
    "ghu_",
    "ghs_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "gldt-",
    "dckr_pat_",
    "dckr_oat_",
    "sha256~",
];

/// Whether a text can only be a token.
#[must_use]
pub fn is_token(text: &str) -> bool {
    text.len() > 16 && TOKENS.iter().any(|start| text.starts_with(start))
}

/// How every age private key starts.
pub const AGE_IDENTITY: &str = "AGE-SECRET-KEY-";

/// The bytes of a text that a snippet must not show; nothing where it does not parse. Unless
/// [`mask_by`] came first, the text is parsed when this is first asked for: a run that prints no
/// snippet does not pay for it.
pub fn masked(source: &Source) -> Option<&[(u32, u32)]> {
    source.masked(|source| {
        let id = SourceId(0);
        let parsed = match source.masking() {
            Masking::Spec => parse(source, id, Limits::default()),
            Masking::Manifest => parse_stream(source, id, Limits::default()),
            Masking::Hidden => return None,
        };
        find(source, &parsed.tree)
    })
}

/// Finds what a snippet must not show by the tree that the text was parsed to, so that it need not
/// be parsed again.
pub fn mask_by(source: &Source, tree: &Tree<'_>) {
    source.masked(|source| find(source, tree));
}

fn find(source: &Source, tree: &Tree<'_>) -> Option<Vec<(u32, u32)>> {
    if source.masking() == Masking::Hidden || tree.roots().is_empty() {
        return None;
    }
    let mut walk = Walk {
        tree,
        masked: Vec::new(),
        private: Vec::new(),
    };
    match source.masking() {
        Masking::Spec => {
            walk.spec(source.text());
            walk.age_identities(source.text());
        }
        _ => walk.manifests(tree.roots().to_vec(), source.text()),
    }
    walk.comments(source.text());
    Some(merge(walk.masked))
}

struct Walk<'a, 's> {
    tree: &'a Tree<'s>,
    /// Byte ranges, in no order.
    masked: Vec<(u32, u32)>,
    /// Byte ranges whose comments are masked too.
    private: Vec<(u32, u32)>,
}

impl Walk<'_, '_> {
    fn spec(&mut self, text: &str) {
        let tree = self.tree;
        let Some(root) = tree.root() else { return };
        let mut stack = vec![(root, SPEC)];
        let mut manifests = Vec::new();
        while let Some((node, part)) = stack.pop() {
            match &tree.node(node).kind {
                Kind::Scalar(text, _) => {
                    if part.masks_scalar(text) {
                        self.mask_node(node);
                    }
                }
                _ if part.masks_collections() => self.mask_below(node),
                _ if part == Part::Manifest => manifests.push(node),
                Kind::Sequence(_) if node == root => self.mask_below(node),
                Kind::Sequence(_) => {
                    // Nothing below is masked, and most lists are of names.
                    if part != Part::Shown {
                        stack.extend(
                            tree.items(node)
                                .into_iter()
                                .flatten()
                                .map(|item| (*item, part)),
                        );
                    }
                }
                Kind::Mapping(_) => {
                    for (key, value) in tree.entries(node).into_iter().flatten() {
                        let under = below(part, tree.scalar(key));
                        if under != Part::Shown {
                            self.mask_behind_colon(key, text);
                        }
                        match under {
                            // A copy of the whole spec.
                            _ if tree.scalar(key) == Some(LAST_APPLIED) => {
                                self.mask_entry(key, value, text)
                            }
                            Part::Shown => {}
                            Part::Masked => {
                                // A credential in braces is a key.
                                if tree.scalar(key).is_none() || tree.is_bare(key, value) {
                                    self.mask_node(key);
                                }
                                self.mask_entry(key, value, text);
                                self.mask_properties(key, text);
                            }
                            other => {
                                if other.is_secretive() {
                                    self.mask_properties(key, text);
                                }
                                stack.push((value, other));
                            }
                        }
                    }
                }
            }
        }
        self.manifests(manifests, text);
        self.registries(root, text);
    }

    /// An age private key, wherever it stands: it is easily taken for the recipient that
    /// `output.sops` asks for.
    fn age_identities(&mut self, text: &str) {
        // All letters of one are capitals, or none.
        let small = AGE_IDENTITY.to_ascii_lowercase();
        let found = text.match_indices(AGE_IDENTITY);
        for (start, prefix) in found.chain(text.match_indices(&small)) {
            let rest = &text[start + prefix.len()..];
            let length = rest
                .find(|character: char| !character.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            let end = start + prefix.len() + length;
            let [start, end] = [start, end].map(|at| u32::try_from(at).unwrap_or(u32::MAX));
            self.masked.push((start, end));
        }
    }

    /// The whole block of `registries`, up to the next key, has private comments.
    fn registries(&mut self, root: NodeId, text: &str) {
        let keys: Vec<NodeId> = self
            .tree
            .entries(root)
            .into_iter()
            .flatten()
            .map(|(key, _)| key)
            .collect();
        for (index, key) in keys.iter().enumerate() {
            if self.tree.scalar(*key) == Some("registries") {
                let end = keys.get(index + 1).map_or_else(
                    || u32::try_from(text.len()).unwrap_or(u32::MAX),
                    |next| self.tree.span(*next).start,
                );
                self.private.push((self.tree.span(*key).start, end));
            }
        }
    }

    fn manifests(&mut self, mut stack: Vec<NodeId>, text: &str) {
        let tree = self.tree;
        // A text that is no manifest at all may be a credential by itself, or whatever a link
        // leads to.
        for root in &stack {
            let items = tree.items(*root).unwrap_or_default();
            for node in std::iter::once(root).chain(items) {
                if matches!(tree.node(*node).kind, Kind::Scalar(..)) {
                    self.mask_node(*node);
                }
            }
        }
        // Aliases lead to a node many times; once is enough.
        let mut seen = vec![false; tree.nodes().len()];
        while let Some(node) = stack.pop() {
            if std::mem::replace(&mut seen[node.0 as usize], true) {
                continue;
            }
            stack.extend(tree.items(node).into_iter().flatten());
            let kind = tree.get(node, "kind").and_then(|kind| tree.scalar(kind));
            if kind == Some("Secret") {
                stack.extend(self.secret(node, text));
                continue;
            }
            for (key, value) in tree.entries(node).into_iter().flatten() {
                match tree.scalar(key) {
                    Some(
                        "data"
                        | "stringData"
                        | "binaryData"
                        // A Docker config and a spec, given in place of a manifest.
                        | "auths"
                        | "registries"
                        | LAST_APPLIED,
                    ) => self.mask_below(value),
                    Some("env") => {
                        for variable in tree.items(value).into_iter().flatten() {
                            if let Some(value) = tree.get(*variable, "value") {
                                self.mask_below(value);
                            }
                        }
                        stack.push(value);
                    }
                    _ => stack.push(value),
                }
            }
        }
    }

    /// A Secret: all but what it is called and what it is, since a credential may stand under a
    /// mistyped key, or in a comment. Its annotations are left to the caller.
    fn secret(&mut self, secret: NodeId, text: &str) -> Option<NodeId> {
        let tree = self.tree;
        let mut annotations = None;
        let span = tree.span(secret);
        self.private.push((span.start, span.end));
        for (key, value) in tree.entries(secret).into_iter().flatten() {
            match tree.scalar(key) {
                Some("apiVersion" | "kind" | "type" | "immutable") => {}
                Some("metadata") if tree.entries(value).is_some() => {
                    for (key, value) in tree.entries(value).into_iter().flatten() {
                        match tree.scalar(key) {
                            Some("name" | "generateName" | "namespace" | "labels") => {}
                            Some("annotations") => annotations = Some(value),
                            _ => self.mask_entry(key, value, text),
                        }
                    }
                }
                _ => self.mask_entry(key, value, text),
            }
        }
        annotations
    }

    /// Masks every scalar of a value, but the keys of mappings.
    fn mask_below(&mut self, value: NodeId) {
        let tree = self.tree;
        let mut stack = vec![value];
        while let Some(node) = stack.pop() {
            match &tree.node(node).kind {
                Kind::Scalar(..) => self.mask_node(node),
                Kind::Sequence(_) => stack.extend(tree.items(node).into_iter().flatten()),
                Kind::Mapping(_) => {
                    for (key, value) in tree.entries(node).into_iter().flatten() {
                        if tree.scalar(key).is_none() {
                            stack.push(key);
                        }
                        stack.push(value);
                    }
                }
            }
        }
    }

    /// Masks what stands under a key, comments included.
    fn mask_entry(&mut self, key: NodeId, value: NodeId, text: &str) {
        self.mask_below(value);
        self.mask_keys_behind_colons(value, text);
        let tree = self.tree;
        // An alias stands elsewhere; between it and its key there is nothing of its own.
        let start = tree.span(key).end.min(tree.span(value).start);
        self.private.push((start, tree.span(value).end));
    }

    /// Masks the end of a key that holds a colon: `password:hunter2` without a space is a key.
    fn mask_behind_colon(&mut self, key: NodeId, text: &str) {
        if self.tree.scalar(key).is_none_or(|key| !key.contains(':')) {
            return;
        }
        let span = self.tree.span(key);
        let written = text.get(span.start as usize..span.end as usize);
        let colon = written.and_then(|written| written.find(':'));
        let colon = colon.and_then(|colon| u32::try_from(colon).ok());
        let start = colon.map_or(span.start, |colon| span.start + colon + 1);
        if start < span.end {
            self.masked.push((start, span.end));
        }
    }

    /// The same of every key below a value.
    fn mask_keys_behind_colons(&mut self, value: NodeId, text: &str) {
        let tree = self.tree;
        let mut stack = vec![value];
        while let Some(node) = stack.pop() {
            stack.extend(tree.items(node).into_iter().flatten());
            for (key, value) in tree.entries(node).into_iter().flatten() {
                self.mask_behind_colon(key, text);
                stack.push(value);
            }
        }
    }

    /// Masks tags and anchors between a key and its value: a password that starts with `!` or `&`
    /// and has no quotes is read as one.
    fn mask_properties(&mut self, key: NodeId, text: &str) {
        let mut at = self.tree.span(key).end as usize;
        loop {
            let rest = &text[at..];
            let token = rest.trim_start();
            at += rest.len() - token.len();
            match token.chars().next() {
                Some(':') => at += 1,
                Some('!' | '&') => {
                    let start = at;
                    at += token.find(char::is_whitespace).unwrap_or(token.len());
                    if let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(at)) {
                        self.masked.push((start, end));
                    }
                }
                _ => return,
            }
        }
    }

    fn mask_node(&mut self, node: NodeId) {
        let span = self.tree.span(node);
        if span.start < span.end {
            self.masked.push((span.start, span.end));
        }
    }
}

/// Sorted ranges that do not overlap.
fn merge(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.sort_unstable();
    let mut merged: Vec<(u32, u32)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match merged.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}
