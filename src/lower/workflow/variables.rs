//! The variables of templates.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use minijinja::value::Value;

use crate::finding::{Finding, catalogue};
use crate::lower::PullSecrets;
use crate::lower::template;
use crate::plan::{ProjectPlan, WorkflowPlan};
use crate::syntax::{Kind, NodeId, Plain, Style, Tree, plain};

/// Makes variables; a node of the spec is converted once, however often it is used.
pub(super) struct Variables<'a> {
    tree: &'a Tree<'a>,
    converted: HashMap<NodeId, Value>,
}

impl<'a> Variables<'a> {
    pub(super) fn new(tree: &'a Tree<'a>) -> Self {
        Self {
            tree,
            converted: HashMap::new(),
        }
    }

    /// What a workflow's template is given.
    pub(super) fn of(
        &mut self,
        project: &ProjectPlan<'_>,
        workflow: &WorkflowPlan<'_>,
        vars: Option<NodeId>,
        secrets: &PullSecrets<'_>,
    ) -> Result<Value, Box<Finding>> {
        let vars = match vars {
            Some(node) => self.convert(node)?,
            None => Value::from(BTreeMap::<&str, Value>::new()),
        };
        let names = super::pull_list(workflow, secrets);
        // Argo runs pods as this account where the workflow names none.
        let account = workflow.workflow.service_account;
        let account = account.map_or("default", |account| account.value);
        Ok(Value::from(BTreeMap::from([
            ("project", Value::from(project.name)),
            ("serviceAccount", Value::from(account)),
            ("pullSecrets", names.into_iter().collect()),
            ("vars", vars),
        ])))
    }

    /// A node as a value. It recurses no deeper than the parser let levels be.
    fn convert(&mut self, node: NodeId) -> Result<Value, Box<Finding>> {
        if let Some(value) = self.converted.get(&node) {
            return Ok(value.clone());
        }
        let tree = self.tree;
        let value = match &tree.node(node).kind {
            Kind::Scalar(text, style) => {
                if !template::is_usable(text) {
                    let finding = catalogue::UNSAFE_VALUE
                        .at(
                            tree.span(node),
                            "this value holds U+FDD0 or U+FDD1, which no text has",
                        )
                        .help("remove the character");
                    return Err(Box::new(finding));
                }
                scalar(text, *style)
            }
            Kind::Sequence(_) => tree
                .items(node)
                .unwrap_or_default()
                .iter()
                .map(|item| self.convert(*item))
                .collect::<Result<Vec<_>, _>>()?
                .into(),
            Kind::Mapping(_) => tree
                .entries(node)
                .into_iter()
                .flatten()
                .map(|(key, value)| {
                    self.convert(key)?;
                    Ok((tree.scalar(key).unwrap_or_default(), self.convert(value)?))
                })
                .collect::<Result<BTreeMap<_, _>, Box<Finding>>>()?
                .into(),
        };
        self.converted.insert(node, value.clone());
        Ok(value)
    }
}

fn scalar(text: &str, style: Style) -> Value {
    if style == Style::Quoted {
        return Value::from(text);
    }
    match plain(text) {
        Plain::Text | Plain::Ambiguous(_) => Value::from(text),
        Plain::Null => Value::from(()),
        Plain::Boolean(value) => Value::from(value),
        Plain::Number => text
            .parse::<i64>()
            .map(Value::from)
            .or_else(|_| text.parse::<f64>().map(Value::from))
            .unwrap_or_else(|_| Value::from(text)),
    }
}
