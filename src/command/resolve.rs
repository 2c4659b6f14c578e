//! `pullsecrets resolve`: which credential, or which grant, a pod pulls an image with.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use clap::ValueEnum;

use crate::credential::Confidential;
use crate::finding::NearNames;
use crate::host::{LARGEST, input};
use crate::keyring::Runtime;
use crate::kubernetes::GLOBAL_PULL_SECRET;
use crate::pipeline::{Options, Program};
use crate::plan::Selection;
use crate::resolve::{
    self, Facts, File, Memory, Pod, Puller, Resolution, Unknown, Verdict, every_account,
    from_files, from_spec,
};

use super::arguments::{Findings, Reading, SpecFile};
use super::compile::{compile, outcome, render, situation};
use super::terminal::{Stream, colour, print, tell};
use super::{Failure, Outcome};

/// Arguments of `resolve`.
#[derive(clap::Args, Debug)]
pub struct Arguments {
    /// The image, as a pod names it
    image: String,
    /// Answer from this Docker or Podman file instead of a spec (repeatable, in order)
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["file", "project", "service_account", "pull_secret", "all", "credentials"]
    )]
    auth_file: Vec<PathBuf>,
    #[command(flatten)]
    spec: SpecFile,
    /// The pod's project; may be left out where the spec has one
    #[arg(long, value_name = "NAME")]
    project: Option<String>,
    /// The pod's service account
    #[arg(long, value_name = "NAME", default_value = "default")]
    service_account: String,
    /// A pull secret that the pod names itself, which hides its account's (repeatable, in order)
    #[arg(long, value_name = "NAME")]
    pull_secret: Vec<String>,
    /// Answer for every project and service account of the spec
    #[arg(long, conflicts_with_all = ["project", "service_account", "pull_secret"])]
    all: bool,
    /// Who looks the credential up
    #[arg(long, value_enum, default_value_t, value_name = "RUNTIME")]
    runtime: RuntimeName,
    /// How the answer is printed
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Format,
    /// Read credentials too: user names, and what is in whole files
    #[arg(long)]
    credentials: bool,
    #[command(flatten)]
    reading: Reading,
}

/// A program that looks credentials up.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum RuntimeName {
    /// Kubelet, for pods
    #[default]
    Kubelet,
    /// containers/image: CRI-O by itself, and Podman
    ContainersImage,
}

impl From<RuntimeName> for Runtime {
    fn from(name: RuntimeName) -> Self {
        match name {
            RuntimeName::Kubelet => Self::Kubelet,
            RuntimeName::ContainersImage => Self::ContainersImage,
        }
    }
}

/// A format of answers.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug, Default)]
enum Format {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// Answers and prints.
///
/// # Errors
/// Where a file or the spec cannot be read, or a name is not known.
pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    if !arguments.auth_file.is_empty() {
        return of_files(arguments);
    }
    let options = Options {
        situation: situation(),
        credentials: arguments.credentials,
        selection: Selection {
            projects: read_for(arguments),
            shard: None,
        },
        ..Options::default()
    };
    let path = arguments.spec.path();
    let findings = Findings::default();
    compile(path, &arguments.reading, &findings, &options, |run| {
        let ended = outcome(&run.compiled.findings);
        match &run.compiled.program {
            Some(program) if ended == Outcome::Done => of_spec(arguments, program),
            _ => {
                tell(&render(&run, &findings, colour(Stream::Error)));
                Ok(Outcome::Findings)
            }
        }
    })
}

/// The projects whose credentials are read: those of others may not even be there. The node has the
/// global pull secret's.
fn read_for(arguments: &Arguments) -> Vec<String> {
    match &arguments.project {
        Some(project) if arguments.credentials => {
            vec![project.clone(), GLOBAL_PULL_SECRET.0.to_owned()]
        }
        _ => Vec::new(),
    }
}

fn of_files(arguments: &Arguments) -> Result<Outcome, Failure> {
    let read: Result<Vec<_>, _> = arguments.auth_file.iter().map(|path| read(path)).collect();
    let read = read?;
    let files: Vec<_> = read
        .iter()
        .map(|(name, bytes)| File {
            name,
            bytes: bytes.expose(),
        })
        .collect();
    let resolution = from_files(&arguments.image, &files, arguments.runtime.into());
    show_one(arguments, &resolution)
}

fn read(path: &Path) -> Result<(String, Confidential), Failure> {
    let cannot = |why| Failure::unreadable(path, why);
    let input = input::read(path, LARGEST).map_err(|error| cannot(error.message()))?;
    let (name, bytes) = (input.name, Confidential::new(input.bytes));
    match bytes.expose().len() > LARGEST {
        true => Err(cannot("it is larger than 1 MiB")),
        false => Ok((name, bytes)),
    }
}

fn of_spec(arguments: &Arguments, program: &Program<'_>) -> Result<Outcome, Failure> {
    let facts = Facts {
        spec: program.spec,
        plan: program.plan,
        decoded: program.decoded,
        secrets: program.lowering.secrets(),
    };
    if arguments.all {
        return of_everybody(arguments, facts);
    }
    let project = match &arguments.project {
        Some(project) => project.as_str(),
        None => only_project(facts)?,
    };
    let pod = Pod {
        project,
        service_account: &arguments.service_account,
        own_list: &arguments.pull_secret,
    };
    let runtime = arguments.runtime.into();
    let resolution = from_spec(facts, pod, &arguments.image, runtime)
        .map_err(|unknown| not_known(unknown, facts, pod))?;
    show_one(arguments, &resolution)
}

/// The project that can only be meant.
fn only_project<'a>(facts: Facts<'a>) -> Result<&'a str, Failure> {
    match facts.plan.projects.as_slice() {
        [project] => Ok(project.name),
        [] => {
            Err(Failure::new("the spec has no project")
                .help("--auth-file answers from files alone"))
        }
        _ => Err(
            Failure::new("the spec has several projects, and --project names none")
                .help("`--project NAME` chooses one, `--all` answers for every one"),
        ),
    }
}

fn not_known(unknown: Unknown, facts: Facts<'_>, pod: Pod<'_>) -> Failure {
    let (option, name, near) = match unknown {
        Unknown::Project => {
            let names = facts.plan.projects.iter().map(|project| project.name);
            let near = NearNames::default().of(pod.project, names);
            ("--project", pod.project, near)
        }
        Unknown::ServiceAccount => {
            let names = every_account(facts.plan)
                .into_iter()
                .filter(|(project, _)| *project == pod.project)
                .map(|(_, account)| account);
            let near = NearNames::default().of(pod.service_account, names);
            ("--service-account", pod.service_account, near)
        }
    };
    let failure = Failure::new(format!(
        "{option} names `{}`, which this spec does not define",
        name.escape_debug()
    ));
    match near {
        Some(near) => failure.help(format!("did you mean `{near}`?")),
        None => failure,
    }
}

fn of_everybody(arguments: &Arguments, facts: Facts<'_>) -> Result<Outcome, Failure> {
    let runtime = arguments.runtime.into();
    let memory = Rc::new(Memory::new(facts.plan));
    let resolutions: Vec<_> = every_account(facts.plan)
        .into_iter()
        .map(|(project, service_account)| {
            let pod = Pod {
                project,
                service_account,
                own_list: &[],
            };
            let puller = Puller::new(facts, Rc::clone(&memory), pod, runtime, None);
            puller.resolve(&arguments.image)
        })
        .collect();
    let text = match arguments.format {
        Format::Text => resolve::text::all(&resolutions),
        Format::Json => resolve::json::all(&resolutions),
    };
    print(text.as_bytes())?;
    let failed = resolutions.iter().any(is_error);
    Ok(if failed {
        Outcome::Findings
    } else {
        Outcome::Done
    })
}

fn show_one(arguments: &Arguments, resolution: &Resolution<'_>) -> Result<Outcome, Failure> {
    let text = match arguments.format {
        Format::Text => resolve::text::one(resolution),
        Format::Json => resolve::json::one(resolution),
    };
    print(text.as_bytes())?;
    Ok(match is_error(resolution) {
        true => Outcome::Findings,
        false => Outcome::Done,
    })
}

fn is_error(resolution: &Resolution<'_>) -> bool {
    matches!(resolution.verdict, Verdict::Error { .. })
}
