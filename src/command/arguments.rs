//! Arguments that several commands share.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::finding::Code;
use crate::host;
use crate::report::{self, Format, Report};
use crate::suppression;

use super::{Failure, inputs};

/// Which spec to read.
#[derive(Args, Clone, Debug, Default)]
pub struct SpecFile {
    /// The spec; `-` is standard input [default: pullsecrets.yaml]
    #[arg(short, long, value_name = "FILE")]
    pub file: Option<PathBuf>,
}

/// The name of the spec in the current folder.
pub const DEFAULT_SPEC: &str = "pullsecrets.yaml";

impl SpecFile {
    /// The spec's path.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.file.as_deref().unwrap_or(Path::new(DEFAULT_SPEC))
    }
}

/// Which spec to read, where it is what the command is about: with or without `-f`.
#[derive(Args, Clone, Debug, Default)]
pub struct SpecArgument {
    /// The spec; `-` is standard input [default: pullsecrets.yaml]
    #[arg(value_name = "FILE", conflicts_with = "file")]
    positional: Option<PathBuf>,
    #[command(flatten)]
    named: SpecFile,
}

impl SpecArgument {
    /// The spec's path.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.positional.as_deref().unwrap_or(self.named.path())
    }
}

/// How findings are printed, and which of them count.
#[derive(Args, Clone, Debug, Default)]
pub struct Findings {
    /// How findings are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub output_format: Format,
    /// Treat `warnings`, or warnings of this code, as errors (repeatable)
    #[arg(long, value_name = "CODE|warnings")]
    pub deny: Vec<String>,
    /// Accept warnings of this code (repeatable)
    #[arg(long, value_name = "CODE")]
    pub allow: Vec<String>,
    /// Show the findings that comments, `allow` and --allow silence
    #[arg(long)]
    pub no_suppressions: bool,
}

/// Files that findings are written into, beside what is printed.
#[derive(Args, Clone, Debug, Default)]
pub struct ReportFiles {
    /// Write the findings into a file too, in that format, as sarif=findings.sarif (repeatable)
    #[arg(long, value_name = "FORMAT=PATH")]
    output_file: Vec<ReportFile>,
}

/// A format and a path.
#[derive(Clone, Debug)]
struct ReportFile {
    format: Format,
    path: PathBuf,
}

impl FromStr for ReportFile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let words = Format::ALL.map(Format::word).join(", ");
        let (format, path) = text
            .split_once('=')
            .filter(|(_, path)| !path.is_empty())
            .ok_or_else(|| format!("write FORMAT=PATH, with one of {words}"))?;
        let format = Format::of(format).ok_or_else(|| format!("the format is one of {words}"))?;
        Ok(Self {
            format,
            path: path.into(),
        })
    }
}

impl ReportFiles {
    /// None of them is a file that the command reads.
    ///
    /// # Errors
    /// Where one is.
    pub fn spare<'p>(&self, read: impl Iterator<Item = &'p Path> + Clone) -> Result<(), Failure> {
        let mut files = self.output_file.iter();
        files.try_for_each(|file| inputs::spared(&file.path, read.clone()))
    }

    /// Writes each file.
    ///
    /// # Errors
    /// Where one cannot be written.
    pub fn write(&self, report: Report<'_>) -> Result<(), Failure> {
        for file in &self.output_file {
            let text = report::render(report, file.format, false);
            host::output::write(&file.path, text.as_bytes())
                .map_err(|why| Failure::unwritable(&file.path, why))?;
        }
        Ok(())
    }
}

/// What may be read beside the spec.
#[derive(Args, Clone, Debug, Default)]
pub struct Reading {
    /// Allow reading files below this folder too (repeatable)
    #[arg(long, value_name = "DIR")]
    pub allow_path: Vec<PathBuf>,
    /// Limit the environment variables that may be read to these names (repeatable)
    #[arg(long, value_name = "GLOB")]
    pub allow_env: Vec<String>,
}

/// The variables that a spec may read inside Argo CD or Kustomize, beside those of --allow-env:
/// whoever runs these has many, and the spec may be a stranger's.
const VARIABLES_OF_A_GUEST: &str = "PULLSECRETS_*";

impl Reading {
    /// What may be read inside another program.
    #[must_use]
    pub fn as_guest(&self) -> Self {
        let mut reading = self.clone();
        reading.allow_env.push(VARIABLES_OF_A_GUEST.to_owned());
        reading
    }
}

/// Which part of the spec is compiled.
#[derive(Args, Clone, Debug, Default)]
pub struct Selection {
    /// Only what lies in this project (repeatable)
    #[arg(long, value_name = "NAME")]
    pub project: Vec<String>,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()).help(self.meaning()))
    }
}

impl Findings {
    /// What the arguments say of findings.
    ///
    /// # Errors
    /// Where a code is none.
    pub fn suppressions(&self) -> Result<suppression::Options, Failure> {
        let mut options = suppression::Options {
            no_suppressions: self.no_suppressions,
            ..suppression::Options::default()
        };
        for word in &self.deny {
            match word.as_str() {
                "warnings" => options.deny_warnings = true,
                code => options.deny.push(known(code, "--deny")?),
            }
        }
        for code in &self.allow {
            options.allow.push(known(code, "--allow")?);
        }
        Ok(options)
    }
}

fn known(name: &str, option: &str) -> Result<Code, Failure> {
    Code::of(name).ok_or_else(|| {
        let failure = Failure::new(format!(
            "{option} names `{}`, which is no finding",
            name.escape_debug()
        ));
        match (option, name.to_ascii_lowercase().as_str()) {
            ("--deny", "warning" | "all") => failure.help("did you mean `--deny warnings`?"),
            _ => failure.help("`pullsecrets explain` lists the codes"),
        }
    })
}
