//! The spanned tree as JSON, so that a schema can look at it without a copy being made.

use std::borrow::Cow;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
use serde_json::{Number, Value};

use crate::syntax::{Kind, NodeId, Plain, Style, Tree, plain};

/// Names the representation.
pub(super) struct TreeJson;

/// A value of a tree, or a key by itself.
#[derive(Clone, Copy)]
pub(super) enum TreeNode<'a> {
    /// A value.
    Value(&'a Tree<'a>, NodeId),
    /// A key.
    Key(&'a str),
}

/// The items of a list or the entries of a mapping.
#[derive(Clone, Copy)]
pub(super) struct Children<'a>(&'a Tree<'a>, NodeId);

/// A number as it was written.
pub(super) struct Literal<'a>(&'a str);

impl Json for TreeJson {
    type Node<'a> = TreeNode<'a>;
    type PreparedKey = String;
    type StringBuffer = ();

    fn prepare_key(key: &str) -> String {
        key.to_owned()
    }

    fn with_string_node<T>((): &mut (), string: &str, f: impl FnOnce(TreeNode<'_>) -> T) -> T {
        f(TreeNode::Key(string))
    }
}

/// What a scalar is, as YAML reads it.
fn scalar(text: &str, style: Style) -> Plain {
    match style {
        Style::Quoted => Plain::Text,
        Style::Plain => plain(text),
    }
}

impl<'a> TreeNode<'a> {
    fn scalar(&self) -> Option<(&'a str, Plain)> {
        match *self {
            Self::Key(text) => Some((text, Plain::Text)),
            Self::Value(tree, node) => match &tree.node(node).kind {
                Kind::Scalar(text, style) => Some((text, scalar(text, *style))),
                _ => None,
            },
        }
    }
}

impl<'a> Node<'a, TreeJson> for TreeNode<'a> {
    type Object = Children<'a>;
    type Array = Children<'a>;
    type Number = Literal<'a>;

    fn as_object(&self) -> Option<Children<'a>> {
        match *self {
            Self::Value(tree, node) if matches!(tree.node(node).kind, Kind::Mapping(_)) => {
                Some(Children(tree, node))
            }
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Children<'a>> {
        match *self {
            Self::Value(tree, node) if matches!(tree.node(node).kind, Kind::Sequence(_)) => {
                Some(Children(tree, node))
            }
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        match self.scalar()? {
            (text, Plain::Text | Plain::Ambiguous(_)) => Some(Cow::Borrowed(text)),
            _ => None,
        }
    }

    fn as_number(&self) -> Option<Literal<'a>> {
        match self.scalar()? {
            (text, Plain::Number) => Some(Literal(text)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match self.scalar()? {
            (_, Plain::Boolean(value)) => Some(value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        matches!(self.scalar(), Some((_, Plain::Null)))
    }

    fn json_type(&self) -> JsonType {
        match self.scalar() {
            Some((_, Plain::Text | Plain::Ambiguous(_))) => JsonType::String,
            Some((_, Plain::Null)) => JsonType::Null,
            Some((_, Plain::Boolean(_))) => JsonType::Boolean,
            Some((_, Plain::Number)) => JsonType::Number,
            None if self.as_array().is_some() => JsonType::Array,
            None => JsonType::Object,
        }
    }

    /// Lists and mappings are null here: the schema compares scalars alone, and no message shows
    /// a value, so that an error at the root does not copy the tree.
    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(match self.scalar() {
            Some((text, Plain::Text | Plain::Ambiguous(_))) => Value::from(text),
            Some((_, Plain::Boolean(value))) => Value::from(value),
            Some((text, Plain::Number)) => Value::Number(Literal(text).to_number().into_owned()),
            Some((_, Plain::Null)) | None => Value::Null,
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        match *self {
            Self::Value(tree, node) => Some(NodeIdentity::new(
                std::ptr::from_ref(tree.node(node)).addr(),
            )),
            Self::Key(_) => None,
        }
    }
}

impl JsonNumber for Literal<'_> {
    fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok()
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.0)
    }

    fn to_number(&self) -> Cow<'_, Number> {
        Cow::Owned(serde_json::from_str(self.0).unwrap_or_else(|_| Number::from(0)))
    }
}

impl<'a> Object<'a, TreeJson> for Children<'a> {
    type Node = TreeNode<'a>;
    type MemberName = &'a str;
    type MembersIter = std::vec::IntoIter<(&'a str, TreeNode<'a>)>;

    fn len(&self) -> usize {
        self.0.entries(self.1).map_or(0, |entries| entries.len())
    }

    fn get(&self, key: &String) -> Option<TreeNode<'a>> {
        let value = self.0.get(self.1, key)?;
        Some(TreeNode::Value(self.0, value))
    }

    fn members(&self) -> Self::MembersIter {
        let tree = self.0;
        let members: Vec<_> = tree
            .entries(self.1)
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((tree.scalar(key)?, TreeNode::Value(tree, value))))
            .collect();
        members.into_iter()
    }
}

impl<'a> Array<'a, TreeJson> for Children<'a> {
    type Node = TreeNode<'a>;
    type ElementsIter = std::vec::IntoIter<TreeNode<'a>>;

    fn len(&self) -> usize {
        self.0.items(self.1).map_or(0, <[NodeId]>::len)
    }

    fn elements(&self) -> Self::ElementsIter {
        let items = self.0.items(self.1).unwrap_or_default();
        let elements: Vec<_> = items
            .iter()
            .map(|item| TreeNode::Value(self.0, *item))
            .collect();
        elements.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Masking, Source, SourceId};
    use crate::syntax::{Limits, parse};
    use serde_json::json;

    /// Where a validator of this representation, and the usual one, find a document wrong.
    fn faults(schema: &Value, document: &Value) -> (Vec<String>, Vec<String>) {
        let source = Source::new("test", document.to_string(), Masking::Hidden);
        let parsed = parse(&source, SourceId(0), Limits::default());
        let root = TreeNode::Value(&parsed.tree, parsed.tree.root().unwrap());
        let ours = jsonschema::options_for::<TreeJson>().build(schema).unwrap();
        let usual = jsonschema::validator_for(schema).unwrap();
        let place = |error: jsonschema::ValidationError<'_>| {
            format!("{} {}", error.instance_path(), error.schema_path())
        };
        (
            ours.iter_errors(root).map(place).collect(),
            usual.iter_errors(document).map(place).collect(),
        )
    }

    #[test]
    fn a_schema_sees_in_it_what_it_sees_in_json() {
        let schema = json!({
            "type": "object",
            "required": ["a"],
            "properties": {
                "a": {"type": ["integer", "string"]},
                "b": {"enum": ["x", 1, true, null]},
                "c": {"type": "array", "minItems": 1, "items": {"type": "number"}},
                "d": {"type": "object", "additionalProperties": {"$ref": "#"}},
                "e": {"type": "boolean"},
                "f": {"type": "null"}
            },
            "propertyNames": {"maxLength": 2},
            "additionalProperties": false
        });
        for document in [
            json!({"a": 1, "b": "x", "c": [1, 1.5, -2], "d": {"x": {"a": "1"}}, "e": false, "f": null}),
            json!({"b": 1}),
            json!({"a": 1.5, "b": "1", "c": [], "d": [], "e": "true", "f": ""}),
            json!({"a": true, "b": true, "c": ["1", null, {}], "d": {"y": {"a": []}}, "e": 0, "g": 1}),
            json!({"a": "é", "b": null, "c": {}, "long": 1}),
            json!([]),
            json!("text"),
        ] {
            let (ours, usual) = faults(&schema, &document);
            assert_eq!(ours, usual, "{document}");
        }
    }
}
