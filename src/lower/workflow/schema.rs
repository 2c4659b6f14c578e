//! Bodies of workflows against a schema of ours: what Argo would refuse is found here, in words of
//! ours (those of the validator show values).

use std::sync::LazyLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{JsonType, ValidationError, Validator};
use serde_json::Value;

use crate::finding::NearNames;
use crate::model::WorkflowKind;
use crate::source::Span;
use crate::syntax::{Kind, NodeId, Tree};

use super::tree_json::{TreeJson, TreeNode};

/// The schema, as it is published.
const SCHEMA: &str = include_str!("../../../schemas/workflow.schema.json");

/// More faults of one body are not told: they tend to have one cause.
const MOST: usize = 20;

static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(SCHEMA).unwrap_or_default());
static WORKFLOW: LazyLock<Option<Validator<TreeJson>>> =
    LazyLock::new(|| compile("#/$defs/workflowSpec"));
static CRON: LazyLock<Option<Validator<TreeJson>>> =
    LazyLock::new(|| compile("#/$defs/cronWorkflowSpec"));

fn compile(root: &str) -> Option<Validator<TreeJson>> {
    let mut schema = DOCUMENT.clone();
    schema["$ref"] = Value::from(root);
    jsonschema::options_for::<TreeJson>().build(&schema).ok()
}

/// A fault of a body.
pub(super) struct Fault {
    /// Where it is, in the tree of the body.
    pub(super) span: Span,
    /// What is wrong.
    pub(super) message: String,
    /// The same without any key that the schema does not know.
    pub(super) discreet: String,
    /// The mend.
    pub(super) help: String,
}

/// Everything that is wrong with a body.
pub(super) fn faults(tree: &Tree<'_>, spec: NodeId, kind: WorkflowKind) -> Vec<Fault> {
    let validator = match kind {
        WorkflowKind::Workflow | WorkflowKind::WorkflowTemplate => &*WORKFLOW,
        WorkflowKind::CronWorkflow => &*CRON,
    };
    let Some(validator) = validator else {
        return Vec::new();
    };
    let mut near = NearNames::default();
    let errors: Vec<_> = validator.iter_errors(TreeNode::Value(tree, spec)).collect();
    let outside = match kind {
        WorkflowKind::Workflow | WorkflowKind::WorkflowTemplate => None,
        WorkflowKind::CronWorkflow => outside_workflow_spec(tree, spec),
    };
    let mut faults: Vec<Fault> = errors
        .iter()
        .filter(|error| !follows(error, &errors))
        .filter(|error| outside.is_none() || !is_of_outside(error))
        .flat_map(|error| describe(error, tree, spec, &mut near))
        .collect();
    if let Some(outside) = outside {
        // A field that neither has is told once this is mended.
        faults.push(outside);
    }
    faults.sort_by(|a, b| (a.span, &a.message).cmp(&(b.span, &b.message)));
    faults.dedup_by(|a, b| a.span == b.span && a.message == b.message);
    faults.truncate(MOST);
    faults
}

/// The fault of a CronWorkflow whose `spec` has fields that belong one level deeper.
fn outside_workflow_spec(tree: &Tree<'_>, spec: NodeId) -> Option<Fault> {
    let fields = |of: &str| DOCUMENT.pointer(&format!("/$defs/{of}/properties"));
    let inner = fields("workflowSpec")?.as_object()?;
    let outer = fields("cronWorkflowSpec")?.as_object()?;
    let misplaced = tree.entries(spec)?.filter_map(|(key, _)| {
        let name = tree.scalar(key)?;
        (inner.contains_key(name) && !outer.contains_key(name)).then(|| (name, tree.span(key)))
    });
    let misplaced: Vec<_> = misplaced.collect();
    let (first, span) = *misplaced.first()?;
    let names: Vec<String> = misplaced
        .iter()
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    let message =
        format!("`{first}` of a CronWorkflow stands in `spec.workflowSpec`, not in `spec`");
    Some(Fault {
        span,
        discreet: message.clone(),
        message,
        help: format!("move {} into `spec.workflowSpec`", names.join(", ")),
    })
}

/// Whether an error only says that such fields are not where they belong.
fn is_of_outside(error: &ValidationError<'_>) -> bool {
    error.instance_path().as_str().is_empty()
        && match error.kind() {
            ValidationErrorKind::AdditionalProperties { .. } => true,
            ValidationErrorKind::Required { property } => property == "workflowSpec",
            _ => false,
        }
}

/// Whether an error says no more than another: a misspelled `container` is not also a template
/// that does nothing.
fn follows(error: &ValidationError<'_>, all: &[ValidationError<'_>]) -> bool {
    matches!(error.kind(), ValidationErrorKind::OneOfNotValid { .. })
        && all.iter().any(|other| {
            other.instance_path() == error.instance_path()
                && matches!(
                    other.kind(),
                    ValidationErrorKind::AdditionalProperties { .. }
                        | ValidationErrorKind::Type { .. }
                )
        })
}

fn describe(
    error: &ValidationError<'_>,
    tree: &Tree<'_>,
    spec: NodeId,
    near: &mut NearNames,
) -> Vec<Fault> {
    let place = Place::of(error.instance_path(), tree, spec);
    let path = &place.path;
    let one = |message: String, help: String| {
        vec![Fault {
            span: place.span,
            discreet: message.clone(),
            message,
            help,
        }]
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .map(|key| unknown(key, error.schema_path(), tree, &place, near))
            .collect(),
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            one(
                format!("`{path}` has no `{name}`"),
                format!("add `{name}:` below it"),
            )
        }
        ValidationErrorKind::Type { kind } => {
            let help = match (kind, tree.scalar(place.node)) {
                (TypeKind::Single(JsonType::String), Some(_)) => {
                    "put it in quotes: Argo takes text alone here"
                }
                _ => "see Argo's field reference for what it takes",
            };
            one(
                format!(
                    "`{path}` is {}, and {} is expected",
                    found(tree, place.node),
                    expected(kind)
                ),
                help.to_owned(),
            )
        }
        ValidationErrorKind::Enum { options } => {
            let words: Vec<_> = options
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            one(
                format!("`{path}` is none of the words that Argo knows there"),
                format!("write one of `{}`", words.join("`, `")),
            )
        }
        ValidationErrorKind::OneOfNotValid { .. } => one(
            format!("`{path}` does nothing"),
            format!("add one of {}", kinds_of_templates()),
        ),
        ValidationErrorKind::OneOfMultipleValid { .. } => one(
            format!("`{path}` does several things at once"),
            format!("keep exactly one of {}", kinds_of_templates()),
        ),
        ValidationErrorKind::AnyOf { .. } => one(
            format!("`{path}` has no `schedules`"),
            "add `schedules: [\"0 3 * * *\"]`: when it runs".to_owned(),
        ),
        ValidationErrorKind::MinItems { .. } => one(
            format!("`{path}` is empty"),
            "add an item, or remove the list".to_owned(),
        ),
        _ => one(
            format!("`{path}` is not what Argo takes there"),
            "see Argo's field reference for what it takes".to_owned(),
        ),
    }
}

fn unknown(
    key: &str,
    schema_path: &Location,
    tree: &Tree<'_>,
    place: &Place,
    near: &mut NearNames,
) -> Fault {
    let span = tree
        .entries(place.node)
        .into_iter()
        .flatten()
        .find(|(name, _)| tree.scalar(*name) == Some(key))
        .map_or(place.span, |(name, _)| tree.span(name));
    let fields = schema_path
        .as_str()
        .strip_suffix("/additionalProperties")
        .and_then(|parent| DOCUMENT.pointer(&format!("{parent}/properties")))
        .and_then(Value::as_object);
    let meant = fields.and_then(|fields| near.of(key, fields.keys().map(String::as_str)));
    let path = &place.path;
    Fault {
        span,
        message: format!("`{path}` has no field `{key}`"),
        discreet: format!("`{path}` has a field that Argo does not know"),
        help: meant.map_or_else(
            || "remove it, or see Argo's field reference for its name".to_owned(),
            |meant| format!("did you mean `{meant}`?"),
        ),
    }
}

/// What templates may do, as a list for people.
fn kinds_of_templates() -> String {
    let choices = DOCUMENT.pointer("/$defs/template/oneOf");
    let words: Vec<_> = choices
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|choice| choice["required"][0].as_str())
        .map(|word| format!("`{word}`"))
        .collect();
    words.join(", ")
}

fn found(tree: &Tree<'_>, node: NodeId) -> &'static str {
    use jsonschema::json::Node as _;
    word(TreeNode::Value(tree, node).json_type())
}

fn expected(kind: &TypeKind) -> String {
    match kind {
        TypeKind::Single(one) => word(*one).to_owned(),
        TypeKind::Multiple(set) => set.iter().map(word).collect::<Vec<_>>().join(" or "),
    }
}

fn word(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "empty",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::String => "text",
        JsonType::Array => "a list",
        JsonType::Object => "a mapping",
    }
}

/// A place in a body.
struct Place {
    node: NodeId,
    /// What to underline: the key of a collection, a scalar itself.
    span: Span,
    /// As people write it: `spec.templates[0].container`.
    path: String,
}

impl Place {
    fn of(location: &Location, tree: &Tree<'_>, spec: NodeId) -> Self {
        let mut place = Self {
            node: spec,
            span: first_key(tree, spec),
            path: "spec".to_owned(),
        };
        for segment in location.segments() {
            let segment = match segment {
                LocationSegment::Property(name) => name.into_owned(),
                LocationSegment::Index(number) => number.to_string(),
            };
            if !place.step(tree, &segment) {
                break;
            }
        }
        place
    }

    fn step(&mut self, tree: &Tree<'_>, segment: &str) -> bool {
        if let Some(items) = tree.items(self.node) {
            let item = segment.parse().ok().and_then(|at: usize| items.get(at));
            let Some(item) = item else {
                return false;
            };
            self.node = *item;
            self.span = first_key(tree, *item);
            self.path.push_str(&format!("[{segment}]"));
            return true;
        }
        let entry = tree
            .entries(self.node)
            .into_iter()
            .flatten()
            .find(|(key, _)| tree.scalar(*key) == Some(segment));
        let Some((key, value)) = entry else {
            return false;
        };
        self.node = value;
        self.span = match tree.node(value).kind {
            Kind::Scalar(..) if tree.scalar(value) != Some("") => tree.span(value),
            _ => tree.span(key),
        };
        self.path.push('.');
        self.path.push_str(segment);
        true
    }
}

/// A whole mapping is too much to underline: its first key stands for it.
fn first_key(tree: &Tree<'_>, node: NodeId) -> Span {
    let first = tree.entries(node).and_then(|mut entries| entries.next());
    first.map_or(tree.span(node), |(key, _)| tree.span(key))
}
