//! `pullsecrets argocd`: what a config management plugin of Argo CD runs.

use std::env::VarError;
use std::path::{Component, Path, PathBuf};

use serde_json::Value;

use crate::finding::Finding;
use crate::pipeline::Options;
use crate::plan::Selection;
use crate::report::Format;
use crate::seal::Sealer;
use crate::source::{Masking, Sources};
use crate::syntax;

use super::arguments::{DEFAULT_SPEC, Findings, Reading};
use super::build::print_stream;
use super::compile::{Run, compile, compile_text, outcome, render, situation};
use super::sealing::{Sealing, means};
use super::terminal::tell;
use super::{Failure, Outcome};

/// The variable in which Argo CD hands over the parameters of an Application.
const PARAMETERS: &str = "ARGOCD_APP_PARAMETERS";

/// Arguments of `argocd`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    #[command(flatten)]
    sealing: Sealing,
    #[command(flatten)]
    reading: Reading,
    #[command(flatten)]
    findings: Findings,
}

/// What an Application says to the plugin.
#[derive(Default, Debug)]
struct Parameters {
    /// `file`: the spec, below the Application's folder.
    file: Option<String>,
    /// `spec`: the spec itself.
    spec: Option<String>,
    /// `projects`: only these.
    projects: Vec<String>,
    /// `shard`: only this part.
    shard: Option<String>,
}

/// Compiles the spec of an Application: manifests on standard output, one line a finding on
/// standard error, which Argo CD shows.
///
/// # Errors
/// Where a parameter is none, or the spec cannot be read.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let parameters = match std::env::var(PARAMETERS) {
        Ok(text) => Parameters::read(&text)?,
        Err(VarError::NotPresent) => Parameters::default(),
        Err(VarError::NotUnicode(_)) => {
            return Err(Failure::new(format!("{PARAMETERS} is not UTF-8")));
        }
    };
    let reading = arguments.reading.as_guest();
    let mut findings = arguments.findings.clone();
    if findings.output_format == Format::Full {
        findings.output_format = Format::Concise;
    }
    let options = Options {
        situation: situation(),
        credentials: true,
        selection: parameters.selection()?,
        ..Options::default()
    };
    let then = |run: Run<'_>| finish(arguments, &findings, &options, run);
    let Some(text) = &parameters.spec else {
        let file = parameters.file.as_deref().unwrap_or(DEFAULT_SPEC);
        return compile(below(file)?, &reading, &findings, &options, then);
    };
    let mut sources = Sources::default();
    let bytes = text.clone().into_bytes();
    let (id, fault) = syntax::decode(&mut sources, "<spec>", bytes, Masking::Spec);
    if let Some(fault) = fault {
        return Err(Failure::new(format!(
            "the parameter `spec` is no spec: {}",
            fault.message
        )));
    }
    compile_text(
        &sources,
        id,
        Path::new("."),
        &reading,
        &findings,
        &options,
        then,
    )
}

/// Prints the findings, and the stream where none is an error.
fn finish(
    arguments: &Arguments,
    findings: &Findings,
    options: &Options,
    mut run: Run<'_>,
) -> Result<Outcome, Failure> {
    let program = run.compiled.program.take();
    let report = |run: &Run<'_>| {
        tell(&render(run, findings, false));
        Ok(outcome(&run.compiled.findings))
    };
    let Some(program) = program.filter(|_| outcome(&run.compiled.findings) == Outcome::Done) else {
        return report(&run);
    };
    let means = means(&arguments.sealing, None, options)?;
    let sealer = Sealer::new(program.spec, program.plan, &program.recipients, means);
    let failed: Option<Box<Finding>> = print_stream(&program, &sealer)?;
    run.compiled.findings.extend(failed.map(|finding| *finding));
    report(&run)
}

/// The spec's path. The Application's author wrote it, who may read nothing but the Application's
/// own folder: what the spec reads is confined to where the spec lies.
fn below(file: &str) -> Result<&Path, Failure> {
    let path = Path::new(file);
    let is_plain = path
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let here = Path::new(".").canonicalize().ok();
    let lies_below = || {
        let found: Option<PathBuf> = path.canonicalize().ok();
        match (&here, found) {
            (Some(here), Some(found)) => found.starts_with(here),
            // That there is none is said where it is read.
            _ => true,
        }
    };
    match is_plain && lies_below() {
        true => Ok(path),
        false => Err(Failure::new(format!(
            "the parameter `file` names `{}`, which lies outside the Application's folder",
            file.escape_debug()
        ))
        .help("move the spec below the path of the Application's source")),
    }
}

impl Parameters {
    /// Reads the JSON that Argo CD writes: a list of names with a `string` or an `array`.
    fn read(text: &str) -> Result<Self, Failure> {
        let failed = |what: &str| {
            Failure::new(format!("{PARAMETERS} {what}")).help(
                "the parameters are `file`, `spec`, `shard` (each a `string`) and `projects` (an `array`)",
            )
        };
        let mut parameters = Self::default();
        if text.trim().is_empty() {
            return Ok(parameters);
        }
        let list: Value = serde_json::from_str(text).map_err(|_| failed("is no JSON"))?;
        // A plugin without parameters gets `null`.
        let list = match &list {
            Value::Null => &[][..],
            Value::Array(list) => list,
            _ => return Err(failed("is no list")),
        };
        for parameter in list {
            let name = parameter["name"].as_str().unwrap_or_default();
            let string = || match parameter["string"].as_str() {
                // What is not filled in arrives as empty text.
                Some(text) => Ok(Some(text.to_owned()).filter(|text| !text.is_empty())),
                None => Err(failed(&format!("gives `{name}` no `string`"))),
            };
            match name {
                "file" => parameters.file = string()?,
                "spec" => parameters.spec = string()?,
                "shard" => parameters.shard = string()?,
                "projects" => {
                    let names = parameter["array"].as_array().map(|names| {
                        let names = names.iter().map(Value::as_str);
                        names.map(|name| name.map(str::to_owned)).collect()
                    });
                    parameters.projects = names
                        .flatten()
                        .ok_or_else(|| failed("gives `projects` no `array` of names"))?;
                }
                other => {
                    let other = other.escape_debug();
                    return Err(failed(&format!("names `{other}`, which is no parameter")));
                }
            }
        }
        Ok(parameters)
    }

    fn selection(&self) -> Result<Selection, Failure> {
        let shard =
            match &self.shard {
                None => None,
                Some(text) => Some(text.parse().map_err(|form| {
                    Failure::new(format!("the parameter `shard` is none: {form}"))
                })?),
            };
        Ok(Selection {
            projects: self.projects.clone(),
            shard,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_read_as_argo_writes_them() {
        let read = |text: &str| Parameters::read(text).ok();
        let all = read(
            r#"[{"name":"file","string":"a.yaml"},{"name":"projects","array":["a","b"]},{"name":"shard","string":""}]"#,
        )
        .unwrap();
        assert_eq!(all.file.as_deref(), Some("a.yaml"));
        assert_eq!(all.projects, ["a", "b"]);
        assert_eq!(all.shard, None);
        for empty in ["", " ", "null", "[]"] {
            assert!(read(empty).unwrap().file.is_none(), "{empty}");
        }
        for bad in [
            "{",
            "{}",
            "[1]",
            r#"[{"name":"file"}]"#,
            r#"[{"name":"other","string":"a"}]"#,
            r#"[{"name":"projects","string":"a"}]"#,
            r#"[{"name":"projects","array":[1]}]"#,
        ] {
            assert!(read(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn the_spec_lies_below_the_folder() {
        for good in ["pullsecrets.yaml", "./a/b.yaml", "missing/x.yaml"] {
            assert!(below(good).is_ok(), "{good}");
        }
        for bad in ["../a.yaml", "a/../../b.yaml", "/etc/passwd"] {
            assert!(below(bad).is_err(), "{bad}");
        }
    }
}
