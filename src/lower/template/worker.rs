//! Templates run in a thread of their own.
//!
//! The engine's fuel bounds most of what a template may do, but not all: its parser recurses with
//! the length of an expression, and walking through a list that holds another list twice, which
//! holds a third twice, costs no fuel. So templates get a stack on which their largest text parses,
//! and are waited for only so long: who is not done by then counts as one that takes too many
//! steps. The thread ends with the process.

use std::cell::Cell;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use minijinja::Template;
use minijinja::value::Value;

use super::{Fault, Rendered, environment, inserted, render};

/// Stacks to try; memory is taken only as far as it is used.
const STACKS: [usize; 2] = [2 << 30, 64 << 20];
/// How long one template is waited for. It takes less than a millisecond.
const PATIENCE: Duration = Duration::from_secs(5);
/// How long all templates of a run are waited for.
const PATIENCE_WITH_ALL: Duration = Duration::from_secs(60);

/// The piece by which waiting is counted.
const PIECE: Duration = Duration::from_millis(5);

enum Job {
    Compile(String),
    Render(usize, Value),
}

enum Done {
    Compiled(Result<(), Fault>),
    Rendered(Result<Rendered, Fault>),
}

/// Renders templates.
pub struct Engine {
    jobs: Sender<Job>,
    done: Receiver<Done>,
    /// How long templates are still waited for. Nothing is left once one has not come back, so
    /// that a late answer is never taken for that of another question.
    left: Cell<Duration>,
    compiled: Cell<usize>,
}

/// A template that parses.
pub struct Compiled<'e> {
    engine: &'e Engine,
    number: usize,
}

impl Engine {
    /// An engine that knows the language's delimiters and bounds; nothing where the engine refuses
    /// the delimiters, which tests rule out, or the system gives no thread.
    #[must_use]
    pub fn new() -> Option<Self> {
        STACKS.into_iter().find_map(|stack| {
            let (jobs, work) = channel();
            let (answers, done) = channel();
            thread::Builder::new()
                .name("templates".to_owned())
                .stack_size(stack)
                .spawn(move || run(&work, &answers))
                .ok()?;
            Some(Self {
                jobs,
                done,
                left: Cell::new(PATIENCE_WITH_ALL),
                compiled: Cell::new(0),
            })
        })
    }

    /// Parses a template.
    ///
    /// # Errors
    /// What is wrong with it, without any of its text.
    pub fn compile(&self, text: &str) -> Result<Compiled<'_>, Fault> {
        if text.contains(inserted::MARKS) {
            return Err(Fault::Mark);
        }
        let number = self.compiled.get();
        self.compiled.set(number + 1);
        match self.ask(Job::Compile(text.to_owned())) {
            Some(Done::Compiled(result)) => result.map(|()| Compiled {
                engine: self,
                number,
            }),
            _ => Err(Fault::OutOfFuel(None)),
        }
    }

    /// Waits in pieces and counts those that passed: the core looks at no clock.
    fn ask(&self, job: Job) -> Option<Done> {
        let mut left = self.left.replace(Duration::ZERO);
        if left.is_zero() {
            return None;
        }
        self.jobs.send(job).ok()?;
        let mut waited = Duration::ZERO;
        while waited < PATIENCE && !left.is_zero() {
            match self.done.recv_timeout(PIECE) {
                Ok(done) => {
                    self.left.set(left);
                    return Some(done);
                }
                Err(RecvTimeoutError::Timeout) => {
                    waited += PIECE;
                    left = left.saturating_sub(PIECE);
                }
                Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
        None
    }
}

impl Compiled<'_> {
    /// Renders the template with these variables.
    ///
    /// # Errors
    /// What went wrong, without any text of the template or of a value.
    pub fn render(&self, variables: Value) -> Result<Rendered, Fault> {
        match self.engine.ask(Job::Render(self.number, variables)) {
            Some(Done::Rendered(result)) => result,
            _ => Err(Fault::OutOfFuel(None)),
        }
    }
}

/// What the thread does.
fn run(work: &Receiver<Job>, answers: &Sender<Done>) {
    let Some(environment) = environment() else {
        return;
    };
    let mut templates: Vec<Option<Template<'_, '_>>> = Vec::new();
    for job in work {
        let done = match job {
            Job::Compile(text) => {
                // The templates of a run are few and needed to its end.
                let text: &'static str = text.leak();
                let compiled = environment.template_from_named_str("template", text);
                let (template, result) = match compiled {
                    Ok(template) => (Some(template), Ok(())),
                    Err(error) => (None, Err(Fault::of(&error))),
                };
                templates.push(template);
                Done::Compiled(result)
            }
            Job::Render(number, variables) => Done::Rendered(match templates.get(number) {
                Some(Some(template)) => render(template, variables),
                _ => Err(Fault::Syntax(None)),
            }),
        };
        if answers.send(done).is_err() {
            return;
        }
    }
}
