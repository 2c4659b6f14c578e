//! Templates to texts.

use hashbrown::{HashMap, HashSet};

use crate::credential::{Answers, Origin};
use crate::finding::{Finding, catalogue};
use crate::lower::PullSecrets;
use crate::lower::template::{Compiled, Engine, Fault, Inserted};
use crate::model::{Text, WorkflowBody};
use crate::plan::{Plan, ProjectPlan, WorkflowPlan};
use crate::source::{Masking, Source};
use crate::syntax::Tree;

use super::ByWorkflow;
use super::variables::Variables;

/// What the templates of a plan render.
pub struct WorkflowTexts(ByWorkflow<WorkflowText>);

/// What came of one workflow's template.
pub(super) enum WorkflowText {
    /// It has none.
    NoTemplate,
    /// It could not be read or rendered.
    Failed,
    /// Its text, and where values stand in it.
    Rendered(Source, Vec<Inserted>),
}

impl WorkflowTexts {
    /// Renders the template of each workflow that has one. A file that was not asked for, or could
    /// not be read, is passed over: whoever read it reports that.
    #[must_use]
    pub fn render<'a>(
        plan: &'a Plan<'a>,
        tree: &'a Tree<'a>,
        secrets: &PullSecrets<'_>,
        answers: &'a Answers<'a>,
    ) -> (Self, Vec<Finding>) {
        let engine = Engine::new();
        let mut renderer = Renderer {
            engine: engine.as_ref(),
            answers,
            secrets,
            variables: Variables::new(tree),
            compiled: HashMap::new(),
            findings: Vec::new(),
            reported: HashSet::new(),
        };
        let texts = ByWorkflow::new(plan, |project, workflow| renderer.text(project, workflow));
        (Self(texts), renderer.findings)
    }

    pub(super) fn at(&self, project: u32, position: u32) -> &WorkflowText {
        self.0.at(project, position)
    }
}

struct Renderer<'a, 'e> {
    engine: Option<&'e Engine>,
    answers: &'a Answers<'a>,
    secrets: &'e PullSecrets<'e>,
    variables: Variables<'a>,
    compiled: HashMap<&'a str, Result<Compiled<'e>, Fault>>,
    findings: Vec<Finding>,
    /// A profile's workflow fails in each of its projects alike, and is reported once.
    reported: HashSet<crate::source::Span>,
}

impl<'a> Renderer<'a, '_> {
    fn text(
        &mut self,
        project: &'a ProjectPlan<'a>,
        workflow: &'a WorkflowPlan<'a>,
    ) -> WorkflowText {
        let WorkflowBody::Template { file, vars } = workflow.workflow.body else {
            return WorkflowText::NoTemplate;
        };
        let Some(Ok(bytes)) = self.answers.get(Origin::File(file.value)) else {
            return WorkflowText::Failed;
        };
        let Some(template) = bytes.expose_text() else {
            self.report(
                file,
                catalogue::NOT_UTF8
                    .at(
                        file.span,
                        format!("the template `{}` is not UTF-8", file.value),
                    )
                    .help("save the file as UTF-8"),
            );
            return WorkflowText::Failed;
        };
        let Some(engine) = self.engine else {
            return WorkflowText::Failed;
        };
        let compiled = self
            .compiled
            .entry(file.value)
            .or_insert_with(|| engine.compile(template));
        let rendered = match compiled {
            Err(fault) => Err(Box::new(fault.finding(file))),
            Ok(compiled) => self
                .variables
                .of(project, workflow, vars, self.secrets)
                .and_then(|variables| {
                    compiled
                        .render(variables)
                        .map_err(|fault| Box::new(fault.finding(file)))
                }),
        };
        match rendered {
            Ok(rendered) => WorkflowText::Rendered(
                Source::new(file.value, rendered.text, Masking::Hidden),
                rendered.inserted,
            ),
            Err(finding) => {
                self.report(file, *finding);
                WorkflowText::Failed
            }
        }
    }

    fn report(&mut self, file: Text<'_>, finding: Finding) {
        if self.reported.insert(file.span) {
            self.findings.push(finding);
        }
    }
}
