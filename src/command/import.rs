//! `pullsecrets import`: a spec from what people have.

use std::path::{Path, PathBuf};

use crate::finding::Finding;
use crate::host::fresh::{self, Fresh};
use crate::host::git;
use crate::import::{self, Credentials, Imported, Inputs, Options, Source};
use crate::report::{self, Format, Report};
use crate::source::{Masking, SourceId, Sources};
use crate::suppression;
use crate::syntax::{self, Limits, Tree, parse_stream};

use super::compile::outcome;
use super::terminal::{Stream, colour, print, tell, tell_line};
use super::{Failure, Outcome, inputs};

/// Arguments of `import`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// Docker and Podman files, what `oc get secrets,serviceaccounts,rolebindings -A -o yaml` (or
    /// json) printed, manifests and folders of them; `-` is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// Write the spec into a new file; left out: standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// `metadata.name` of the spec
    #[arg(long, value_name = "NAME", default_value = "imported")]
    name: String,
    /// A project that pulls with the credentials of Docker and Podman files (repeatable). Where it
    /// is one, objects without a namespace lie in it, and else in `default`
    #[arg(long, value_name = "NAME")]
    project: Vec<String>,
    /// Where credentials go: new files beside the spec, or environment variables that are to be set
    #[arg(long, value_enum, default_value_t, value_name = "WHERE")]
    credentials: Where,
    /// The folder of the files with credentials, beside the spec
    #[arg(long, value_name = "DIR", default_value = "credentials")]
    credentials_dir: String,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    output_format: Format,
}

/// Where credentials go.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Where {
    /// New files, mode 0600
    #[default]
    File,
    /// Variables, whose names are printed
    Env,
}

/// Writes the spec and what it reads, and prints what could not be carried over. The spec is
/// written though there are findings: they are about what was given.
///
/// # Errors
/// Where something cannot be read or written, or a file is in the way.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut sources = Sources::default();
    let mut read = Vec::new();
    for input in inputs::read(&arguments.files)? {
        let layout = import::docker_layout(&input.bytes);
        let masking = match layout {
            Some(_) => Masking::Hidden,
            None => Masking::Manifest,
        };
        let (id, fault) = syntax::decode(&mut sources, &input.name, input.bytes, masking);
        read.push((id, layout, fault));
    }
    let mut texts: Vec<(SourceId, Tree<'_>)> = Vec::new();
    for (id, layout, fault) in &read {
        let fault = match (fault, layout) {
            (Some(fault), _) => Some(fault.clone()),
            (None, Some(_)) => None,
            (None, None) => {
                let parsed = parse_stream(sources.get(*id), *id, Limits::default());
                let is_empty = parsed.tree.roots().is_empty();
                texts.push((*id, parsed.tree));
                parsed.findings.into_iter().next().filter(|_| is_empty)
            }
        };
        if let Some(fault) = fault {
            say(arguments, &sources, &[fault]);
            return Ok(Outcome::Failed);
        }
    }
    let project = match &arguments.project[..] {
        [project] => project.as_str(),
        _ => "default",
    };
    let mut gathered = Inputs::gather(&texts, project);
    for (id, layout, _) in &read {
        if let Some(layout) = layout {
            gathered.docker_file(*id, sources.get(*id), *layout);
        }
    }
    let is_nothing = read.first().is_some_and(|(id, ..)| gathered.nothing(*id));
    let folder = arguments.credentials_dir.clone();
    let options = Options {
        name: arguments.name.clone(),
        projects: arguments.project.clone(),
        credentials: match arguments.credentials {
            Where::File => Credentials::Files(folder),
            Where::Env => Credentials::Variables(folder),
        },
    };
    let mut imported = import::import(gathered, &options);
    let plain = suppression::Options {
        audit: true,
        ..suppression::Options::default()
    };
    let found = std::mem::take(&mut imported.findings);
    let found = suppression::apply(found, &sources, &[], &[], &plain, &[]);
    if !is_nothing {
        write(arguments, &imported)?;
    }
    if !found.is_empty() {
        say(arguments, &sources, &found);
    }
    Ok(match outcome(&found) {
        Outcome::Done if is_nothing => Outcome::Failed,
        outcome => outcome,
    })
}

fn say(arguments: &Arguments, sources: &Sources, findings: &[Finding]) {
    let report = Report {
        sources,
        findings,
        not_run: &[],
    };
    let format = arguments.output_format;
    tell(&report::render(report, format, colour(Stream::Error)));
}

/// Writes everything, or nothing where a file is in the way.
fn write(arguments: &Arguments, imported: &Imported) -> Result<(), Failure> {
    let beside = match arguments.output.as_deref().and_then(Path::parent) {
        Some(folder) => folder,
        None => Path::new(""),
    };
    let values = imported.values.iter();
    let mut files: Vec<Fresh<'_>> = values
        .filter_map(|value| {
            Some(Fresh {
                path: beside.join(value.source.path()?),
                bytes: value.content.expose(),
                is_confidential: true,
            })
        })
        .collect();
    let count = files.len();
    if let Some(path) = &arguments.output {
        files.push(Fresh {
            path: path.clone(),
            bytes: imported.spec.as_bytes(),
            is_confidential: false,
        });
    }
    fresh::make(&files).map_err(|(path, why)| {
        Failure::unwritable(&path, why).help("-o and --credentials-dir name other places")
    })?;
    if arguments.output.is_none() {
        print(imported.spec.as_bytes())?;
    }
    let folder = beside.join(&arguments.credentials_dir);
    if count > 0 {
        let (files, are) = match count {
            1 => ("file", "is"),
            _ => ("files", "are"),
        };
        let shown = folder.display();
        tell_line(&format!(
            "{count} {files} with credentials {are} in `{shown}`, readable by you alone"
        ));
        if git::would_commit(&folder) {
            tell_line(&format!(
                "  Git would commit them: add `{shown}` to .gitignore"
            ));
        }
    }
    for value in &imported.values {
        if let Source::Variable(name) = &value.source {
            tell_line(&format!("set {name} to {}", value.what));
        }
    }
    if imported.own > 0 {
        tell_line(&format!(
            "left out {} that the platform makes by itself",
            match imported.own {
                1 => "1 object".to_owned(),
                count => format!("{count} objects"),
            }
        ));
    }
    Ok(())
}
