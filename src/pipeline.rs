//! The stages in their order; the only file that knows them all.
//!
//! A compilation borrows from stage to stage (the tree from the text, the spec from the tree, the
//! plan from the spec), so it runs inside [`compile`] and hands its result to a closure.

use crate::credential::{self, Answers, Decoded, Request};
use crate::finding::{Code, Finding};
use crate::lower::{Lowering, Object, PullSecrets, Secrecy, WorkflowBodies, WorkflowTexts};
use crate::model::{self, Form, Spec};
use crate::plan::{self, Content, ObjectPlan, Plan, Selection};
use crate::rules::{self, Checked, Situation};
use crate::seal::{Recipients, Sealer};
use crate::source::{Source, SourceId};
use crate::syntax::{self, Comment, Limits};

/// What a compilation needs of the world outside: `host` implements it.
pub trait Outside {
    /// Reads what is asked for, as far as it may be read.
    fn answer<'t>(&mut self, requests: &[Request<'t>]) -> Answers<'t>;

    /// Why what is asked for could not be read wherever that is certain without reading it.
    fn refuse<'t>(&mut self, _requests: &[Request<'t>]) -> Answers<'t> {
        Answers::default()
    }
}

/// What a run wants of a compilation.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What is known of the run.
    pub situation: Situation,
    /// Whether credentials are read.
    pub credentials: bool,
    /// Whether credentials that are not read are at least looked for where they may lie.
    pub places: bool,
    /// Whether credentials come out.
    pub secrecy: Secrecy,
    /// Whether names of Secrets go without the hash that the spec asks for.
    pub without_hashes: bool,
    /// Which part of the spec is compiled.
    pub selection: Selection,
}

/// What came of a compilation.
pub struct Compiled<'a> {
    /// What was found, in no order and before suppressions.
    pub findings: Vec<Finding>,
    /// Comments of the spec that may suppress findings.
    pub comments: &'a [Comment],
    /// Codes whose rules could not run.
    pub not_run: Vec<Code>,
    /// What was compiled; nothing where the text is no spec at all.
    pub program: Option<Program<'a>>,
}

/// A spec that was understood, stage by stage.
pub struct Program<'a> {
    /// The typed spec.
    pub spec: &'a Spec<'a>,
    /// Which objects there are, those of the selection alone.
    pub plan: &'a Plan<'a>,
    /// What was read; nothing where no credential was asked for.
    pub decoded: Option<&'a Decoded>,
    /// What makes the objects.
    pub lowering: &'a Lowering<'a>,
    /// What sealed forms are encrypted to.
    pub recipients: Recipients<'a>,
}

impl<'a> Program<'a> {
    /// Whether an object comes out in another form than a plain Secret.
    #[must_use]
    pub fn is_sealed(&self, planned: &ObjectPlan<'_>) -> bool {
        match planned.content {
            Content::PullSecret(id) => self.plan.pull_secret(id).form != Form::Secret,
            _ => false,
        }
    }

    /// An object in the form in which it comes out. Nothing where its content is not known, which
    /// has been reported.
    ///
    /// # Errors
    /// Where it cannot be sealed.
    pub fn object<'s>(
        &'s self,
        sealer: &Sealer<'_>,
        planned: &'s ObjectPlan<'_>,
    ) -> Result<Option<Object<'s>>, Box<Finding>> {
        match planned.content {
            Content::PullSecret(id) if self.is_sealed(planned) => sealer.seal(
                id,
                self.lowering.metadata(planned),
                self.lowering.secrets().docker_config(id),
            ),
            _ => Ok(self.lowering.object(planned)),
        }
    }
}

/// Compiles a source and hands the result to `then`. Stages collect what they find, they do not
/// stop at the first error; whoever takes the result writes nothing where there is one.
pub fn compile<R>(
    source: &Source,
    id: SourceId,
    options: &Options,
    outside: &mut impl Outside,
    then: impl FnOnce(Compiled<'_>) -> R,
) -> R {
    let mut parsed = syntax::parse(source, id, Limits::default());
    let mut findings = std::mem::take(&mut parsed.findings);
    let unparsed = !findings.is_empty() && parsed.tree.root().is_none();
    let (spec, shape) = match unparsed {
        true => (None, Vec::new()),
        false => model::read(&parsed.tree),
    };
    // Of one code and place the first counts: the reader knows what is expected there.
    findings.splice(0..0, shape);
    let Some(spec) = &spec else {
        return then(Compiled {
            findings,
            comments: &parsed.comments,
            not_run: Vec::new(),
            program: None,
        });
    };

    let (mut plan, planning) = plan::make(spec);
    findings.extend(planning);
    // A value that the selection does not need is not read, but its rules look at the whole spec.
    let mut requests = plan::requests(spec, &plan, |object| {
        options.selection.holds(object.namespace)
    });
    if !options.credentials {
        let (unread, read): (Vec<_>, Vec<_>) = requests
            .into_iter()
            .partition(|request| request.purpose.is_credential());
        requests = read;
        if options.places {
            findings.extend(credential::unavailable(&unread, &outside.refuse(&unread)));
        }
    }
    let answers = outside.answer(&requests);
    findings.extend(credential::unavailable(&requests, &answers));
    let decoded = options
        .credentials
        .then(|| credential::decode(spec, &answers));
    let decoded = match decoded {
        Some((decoded, unusable)) => {
            findings.extend(unusable);
            Some(decoded)
        }
        None => None,
    };
    let (rules_findings, not_run) = rules::check(&Checked {
        spec,
        plan: &plan,
        credentials: decoded.as_ref(),
        situation: options.situation,
    });
    findings.extend(rules_findings);

    let (recipients, unusable) = Recipients::read(spec, &answers, options.situation.now);
    findings.extend(unusable);

    options.selection.apply(&mut plan);
    let (mut secrets, secret_findings) =
        PullSecrets::new(spec, &plan, decoded.as_ref(), options.secrecy);
    if options.without_hashes {
        secrets.without_hashes(&plan);
    }
    findings.extend(secret_findings);
    let (texts, text_findings) = WorkflowTexts::render(&plan, &parsed.tree, &secrets, &answers);
    findings.extend(text_findings);
    let (workflows, workflow_findings) =
        WorkflowBodies::read(&plan, &parsed.tree, &secrets, &texts);
    findings.extend(workflow_findings);
    let (lowering, lowering_findings) = Lowering::new(spec, &plan, &secrets, &workflows);
    findings.extend(lowering_findings);
    if !findings.is_empty() {
        // Findings are shown with lines of the text, of which the tree knows what to hide.
        syntax::mask_by(source, &parsed.tree);
    }
    then(Compiled {
        findings,
        comments: &parsed.comments,
        not_run,
        program: Some(Program {
            spec,
            plan: &plan,
            decoded: decoded.as_ref(),
            lowering: &lowering,
            recipients,
        }),
    })
}
