//! Findings for people and for programs, one file a format.
//!
//! What every format keeps: no credential is shown (`window` masks what the source says must be
//! masked), and no character of the input is printed that acts instead of being seen.

mod concise;
pub mod explain;
mod github;
mod gitlab;
mod human;
mod json;
mod location;
mod place;
mod sarif;
mod window;

use crate::finding::{Code, Finding, Severity};
use crate::source::Sources;

/// The beginning of the address of every code's explanation; the code's name follows. The same
/// text is printed by `pullsecrets explain CODE`.
pub const URL: &str = "https://pullsecrets.dev/";

/// The address of a code's explanation.
#[must_use]
pub fn url(code: Code) -> String {
    format!("{URL}{}", code.name())
}

/// What a format renders: findings in the order in which they are to be printed.
#[derive(Clone, Copy)]
pub struct Report<'a> {
    /// The texts that the findings point into.
    pub sources: &'a Sources,
    /// What was found, sorted.
    pub findings: &'a [Finding],
    /// Codes whose rules could not run.
    pub not_run: &'a [Code],
}

impl std::fmt::Debug for Report<'_> {
    /// The sources are left out: they hold whole texts.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Report")
            .field("findings", &self.findings)
            .field("not_run", &self.not_run)
            .finish_non_exhaustive()
    }
}

/// How findings are printed: `--output-format`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Format {
    /// With the lines of the file, for people.
    #[default]
    Full,
    /// One line a finding.
    Concise,
    /// Version 1 of the JSON.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// Workflow commands of GitHub Actions.
    Github,
    /// Code quality reports of GitLab.
    Gitlab,
}

impl Format {
    /// Every format, in the order in which help texts name them.
    pub const ALL: [Self; 6] = [
        Self::Full,
        Self::Concise,
        Self::Json,
        Self::Sarif,
        Self::Github,
        Self::Gitlab,
    ];

    /// The word on the command line.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Gitlab => "gitlab",
        }
    }

    /// What it is, in a help text.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Full => "With the text underlined and a help line",
            Self::Concise => "One line a finding",
            Self::Json => "JSON, version 1",
            Self::Sarif => "SARIF 2.1.0, for code scanning",
            Self::Github => "GitHub workflow commands",
            Self::Gitlab => "GitLab Code Quality",
        }
    }

    /// The format of that word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.word() == word)
    }
}

/// Renders findings. Colours appear in `full` and `concise` alone, and only where `colour` asks.
/// The text ends in a newline, or is empty where a format for people has nothing to say.
#[must_use]
pub fn render(report: Report<'_>, format: Format, colour: bool) -> String {
    match format {
        Format::Full => human::render(report, colour),
        Format::Concise => concise::render(report, colour),
        Format::Json => json::render(report),
        Format::Sarif => sarif::render(report),
        Format::Github => github::render(report),
        Format::Gitlab => gitlab::render(report),
    }
}

/// `2 errors, 1 warning`; empty where there is nothing.
#[must_use]
pub fn summary(findings: &[Finding]) -> String {
    [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let count = findings
                .iter()
                .filter(|finding| finding.severity == severity)
                .count();
            let plural = if count == 1 { "" } else { "s" };
            (count > 0).then(|| format!("{count} {}{plural}", severity.word()))
        })
        .collect::<Vec<_>>()
        .join(", ")
}
