//! One file a subcommand: its arguments and what it does. What they share is the way in
//! ([`compile`]), the way out ([`terminal`]) and how a run ends ([`Outcome`], [`Failure`]).

pub mod argocd;
pub mod arguments;
pub mod audit;
pub mod build;
pub mod check;
pub mod compile;
pub mod completions;
pub mod diff;
pub mod explain;
pub mod function;
pub mod graph;
pub mod import;
pub mod init;
pub mod inputs;
pub mod lsp;
pub mod man;
pub mod resolve;
pub mod schema;
pub mod script;
pub mod sealing;
pub mod terminal;

use std::path::Path;
use std::process::ExitCode;

/// How a run ended. The exit status is part of the contract with users.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// Exit status 0: done, nothing of severity error.
    Done,
    /// Exit status 1: findings of severity error, or a difference that was asked for.
    Findings,
    /// Exit status 2: the command could not do its work.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Findings => 1,
            Outcome::Failed => 2,
        })
    }
}

/// Why a command could not do its work (exit status 2). The texts follow the style of findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What went wrong.
    pub message: String,
    /// The mend.
    pub help: Option<String>,
}

impl Failure {
    /// A failure with its message.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    /// The failure to read what the user named, and why.
    #[must_use]
    pub fn unreadable(path: &Path, why: &str) -> Self {
        Self::new(format!("`{}` cannot be read: {why}", path.display()))
    }

    /// The failure to write what the user named, and why.
    #[must_use]
    pub fn unwritable(path: &Path, why: &str) -> Self {
        Self::new(format!("`{}` cannot be written: {why}", path.display()))
    }

    /// Adds the mend.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
