//! Text to tree, on the events of `granit-parser`; `fault` words its errors, and no other file
//! knows that crate.

use std::borrow::Cow;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};

use crate::finding::{Finding, MOST_FINDINGS, Place, catalogue};
use crate::source::{Source, SourceId, Span};

use super::block_scalar;
use super::comment::{Comment, SUPPRESSION};
use super::fault::syntax_error;
use super::keys::check_keys;
use super::limits::{self, Limits};
use super::node::{Kind, Node, NodeId, Style, Tree};
use super::scalar::{Plain, plain};
use super::tag;

/// What came of a text.
#[derive(Debug, Default)]
pub struct Parsed<'s> {
    /// The tree; without a root where a syntax error ended the analysis.
    pub tree: Tree<'s>,
    /// Comments, gathered only where the text holds a suppression.
    pub comments: Vec<Comment>,
    /// What is wrong.
    pub findings: Vec<Finding>,
}

/// Parses a spec: one document, no tags, no merge keys, text keys that stand once each, and no
/// scalar that YAML 1.1 and 1.2 read differently.
#[must_use]
pub fn parse(source: &Source, id: SourceId, limits: Limits) -> Parsed<'_> {
    Builder::new(source.text(), id, limits, true).run()
}

/// Parses any manifests: several documents ([`Tree::roots`]), tags and 1.1 spellings allowed.
#[must_use]
pub fn parse_stream(source: &Source, id: SourceId, limits: Limits) -> Parsed<'_> {
    Builder::new(source.text(), id, limits, false).run()
}

/// A collection that is still open.
struct Open {
    span_start: usize,
    anchor: usize,
    is_mapping: bool,
    /// Where its children start in `Builder::pending`.
    first: usize,
    /// Nodes below it, aliases expanded.
    size: u64,
    /// Levels below it.
    depth: usize,
}

/// What an anchor stands for.
#[derive(Clone, Copy)]
struct Anchor {
    node: NodeId,
    size: u64,
    depth: usize,
}

struct Builder<'s> {
    text: &'s str,
    id: SourceId,
    limits: Limits,
    strict: bool,
    parsed: Parsed<'s>,
    open: Vec<Open>,
    pending: Vec<NodeId>,
    /// By the parser's anchor number, which grows from 1.
    anchors: Vec<Option<Anchor>>,
    alias_nodes: u64,
}

/// The parse cannot go on; what there is to say has been said.
struct Stop;

impl<'s> Builder<'s> {
    fn new(text: &'s str, id: SourceId, limits: Limits, strict: bool) -> Self {
        Self {
            text,
            id,
            limits,
            strict,
            parsed: Parsed::default(),
            open: Vec::new(),
            pending: Vec::new(),
            anchors: Vec::new(),
            alias_nodes: 0,
        }
    }

    fn run(mut self) -> Parsed<'s> {
        // A node takes at least some ten bytes of text as a rule: one allocation instead of many.
        self.parsed.tree.nodes.reserve(self.text.len() / 16);
        self.parsed.tree.children.reserve(self.text.len() / 16);
        let options = granit_parser::options! {
            emit_comments: self.text.contains(SUPPRESSION),
            max_buffered_comment_events: usize::MAX,
            flow_nesting_limit: self.limits.depth,
            block_nesting_limit: self.limits.depth,
        };
        for event in Parser::new_from_str_with_options(self.text, options) {
            let stopped = match event {
                Ok((event, span)) => {
                    let start = span.start.byte_offset().unwrap_or(0);
                    let end = span.end.byte_offset().unwrap_or(start);
                    self.take(event, start, end)
                }
                Err(error) => {
                    let finding = match error.kind() {
                        ErrorKind::RecursionLimitExceeded => {
                            let at = error.marker().byte_offset().unwrap_or(0);
                            self.limits.too_deep(self.span(at, at))
                        }
                        _ => {
                            let open = self.open.last().map(|open| open.span_start);
                            syntax_error(self.text, self.id, &error, open)
                        }
                    };
                    self.report(finding);
                    Err(Stop)
                }
            };
            if stopped.is_err() {
                self.parsed.tree.roots.clear();
                return self.parsed;
            }
        }
        if self.strict && self.parsed.tree.roots.is_empty() {
            let finding = catalogue::EMPTY_SPEC
                .at(Place::Source(self.id), "the spec is empty")
                .help("`pullsecrets init` writes one to start from");
            self.report(finding);
        }
        self.parsed
    }

    fn report(&mut self, finding: Finding) {
        if self.parsed.findings.len() < MOST_FINDINGS {
            self.parsed.findings.push(finding);
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.id, start, end)
    }

    fn take(&mut self, event: Event<'s>, start: usize, end: usize) -> Result<(), Stop> {
        match event {
            Event::DocumentStart(..) => self.document(start, end),
            Event::Scalar(text, style, anchor, tag) => {
                let tag = self.refuse_tag(tag.is_some(), start, end);
                // An empty value behind a tag stands where the tag does: it is not missing.
                let is_empty = start == end && style == ScalarStyle::Plain;
                let (start, end) = tag.filter(|_| is_empty).unwrap_or((start, end));
                let text = match is_empty {
                    // It arrives as `~`.
                    true => Cow::Borrowed(""),
                    false => text,
                };
                self.scalar(text, style, anchor, start, end)
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.refuse_tag(tag.is_some(), start, end);
                self.begin(false, anchor, start, end)
            }
            Event::MappingStart(_, anchor, tag) => {
                self.refuse_tag(tag.is_some(), start, end);
                self.begin(true, anchor, start, end)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(end),
            Event::Alias(number) => self.alias(number, start, end),
            Event::Comment(text, _) => {
                if text.contains(SUPPRESSION) {
                    let span = self.span(start, end);
                    self.parsed.comments.push(Comment { span });
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn document(&mut self, start: usize, end: usize) -> Result<(), Stop> {
        if !self.strict || self.parsed.tree.roots.is_empty() {
            return Ok(());
        }
        let finding = catalogue::SEVERAL_DOCUMENTS
            .at(self.span(start, end), "a second YAML document starts here")
            .help("keep one document a file, and build each file by itself");
        self.report(finding);
        Err(Stop)
    }

    /// Reports a tag in a spec, and tells where it stands.
    fn refuse_tag(&mut self, tagged: bool, start: usize, end: usize) -> Option<(usize, usize)> {
        if !tagged || !self.strict {
            return None;
        }
        let (start, end) = tag::before(self.text, start).unwrap_or((start, end));
        let finding = catalogue::TAG
            .at(self.span(start, end), "this value has a YAML tag")
            .help("leave the tag out; quote the value if it is text");
        self.report(finding);
        Some((start, end))
    }

    fn scalar(
        &mut self,
        text: Cow<'s, str>,
        style: ScalarStyle,
        anchor: usize,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        let (start, end) = match style {
            ScalarStyle::Literal | ScalarStyle::Folded => {
                block_scalar::whole(self.text, start, end)
            }
            _ => (start, end),
        };
        let style = match style {
            ScalarStyle::Plain => Style::Plain,
            _ => Style::Quoted,
        };
        if self.strict
            && style == Style::Plain
            && let Plain::Ambiguous(reading) = plain(&text)
        {
            let span = self.span(start, end);
            let finding = catalogue::YAML_VERSIONS_DIFFER
                .at(
                    span,
                    "this value is read differently by YAML 1.1 and YAML 1.2",
                )
                .label(format!("kubectl and Kustomize read {reading}"))
                .help("put the value in quotes if it is text")
                // Around the value, not in its place: it may be a password of digits, and no
                // message holds one.
                .edit(self.span(start, start), "\"")
                .edit(self.span(end, end), "\"");
            self.report(finding);
        }
        let span = self.span(start, end);
        let node = self.add(Kind::Scalar(text, style), span);
        self.name_anchor(anchor, node, 1, 0);
        self.place(node, 1, 0);
        Ok(())
    }

    fn begin(
        &mut self,
        is_mapping: bool,
        anchor: usize,
        start: usize,
        end: usize,
    ) -> Result<(), Stop> {
        if self.open.len() >= self.limits.depth {
            let finding = self.limits.too_deep(self.span(start, end));
            self.report(finding);
            return Err(Stop);
        }
        self.open.push(Open {
            span_start: start,
            anchor,
            is_mapping,
            first: self.pending.len(),
            size: 1,
            depth: 0,
        });
        Ok(())
    }

    fn end(&mut self, end: usize) -> Result<(), Stop> {
        let Some(open) = self.open.pop() else {
            return Ok(());
        };
        let tree = &mut self.parsed.tree;
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let first = offset(tree.children.len());
        tree.children.extend(self.pending.drain(open.first..));
        let range = first..offset(tree.children.len());
        // The end event of a block stands where the next token starts: cut the white space. Beyond
        // ASCII (U+00A0, U+0085) it is text of the last value.
        let text = self.text[open.span_start..end.max(open.span_start)].trim_ascii_end();
        let span = self.span(open.span_start, open.span_start + text.len());
        let kind = match open.is_mapping {
            true => Kind::Mapping(range),
            false => Kind::Sequence(range),
        };
        let node = self.add(kind, span);
        if open.is_mapping {
            check_keys(
                &self.parsed.tree,
                node,
                self.strict,
                &mut self.parsed.findings,
            );
        }
        self.name_anchor(open.anchor, node, open.size, open.depth + 1);
        self.place(node, open.size, open.depth + 1);
        Ok(())
    }

    fn alias(&mut self, number: usize, start: usize, end: usize) -> Result<(), Stop> {
        let Some(anchor) = self.anchors.get(number).copied().flatten() else {
            let finding = limits::inside_itself(self.span(start, end));
            self.report(finding);
            return Err(Stop);
        };
        self.alias_nodes = self.alias_nodes.saturating_add(anchor.size);
        if self.alias_nodes > self.limits.alias_nodes {
            let finding = self.limits.grown(self.span(start, end));
            self.report(finding);
            return Err(Stop);
        }
        if self.open.len() + anchor.depth > self.limits.depth {
            let finding = self.limits.too_deep(self.span(start, end));
            self.report(finding);
            return Err(Stop);
        }
        self.place(anchor.node, anchor.size, anchor.depth);
        Ok(())
    }

    fn add(&mut self, kind: Kind<'s>, span: Span) -> NodeId {
        let nodes = &mut self.parsed.tree.nodes;
        let id = NodeId(u32::try_from(nodes.len()).unwrap_or(u32::MAX));
        nodes.push(Node { kind, span });
        id
    }

    fn name_anchor(&mut self, number: usize, node: NodeId, size: u64, depth: usize) {
        if number == 0 {
            return;
        }
        if self.anchors.len() <= number {
            self.anchors.resize(number + 1, None);
        }
        self.anchors[number] = Some(Anchor { node, size, depth });
    }

    /// Hands a finished node to the collection around it, or makes it a document's root.
    fn place(&mut self, node: NodeId, size: u64, depth: usize) {
        match self.open.last_mut() {
            Some(open) => {
                open.size = open.size.saturating_add(size);
                open.depth = open.depth.max(depth);
                self.pending.push(node);
            }
            None => self.parsed.tree.roots.push(node),
        }
    }
}
