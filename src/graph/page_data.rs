//! What the page knows: the graph as JSON, keys of pull secrets taken apart and ranked so that the
//! page need only read the image.

use std::collections::BTreeSet;

use hashbrown::HashMap;
use serde::Serialize;

use crate::finding::{Finding, Place, Severity};
use crate::keyring::ServerKey;
use crate::model::Link;
use crate::plan::SubjectPlan;
use crate::printable::printable;
use crate::source::{Position, Sources, Span};

use super::gather::{self, Graph, Kind};
use super::words::note;

/// Everything that the page shows.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Data<'a> {
    /// Whether look-ups hold: the spec has no error.
    sound: bool,
    integrated: Option<&'a str>,
    secrets: Vec<Secret<'a>>,
    global: Option<usize>,
    projects: Vec<Project<'a>>,
    bindings: Vec<Binding<'a>>,
    findings: Vec<Shown>,
}

#[derive(Serialize)]
struct Secret<'a> {
    name: &'a str,
    note: Option<&'static str>,
    /// Why nothing, or not all, is known of its entries.
    unknown: Option<&'static str>,
    keys: Vec<Key<'a>>,
    place: String,
}

#[derive(Serialize)]
struct Key<'a> {
    server: &'a str,
    /// Keys of a higher rank are tried first; nothing where kubelet skips the entry.
    rank: Option<usize>,
    /// Whether it is Docker's own registry, which is found where nothing else fits.
    hub: bool,
    pattern: Option<Pattern>,
}

#[derive(Serialize)]
struct Pattern {
    labels: Vec<String>,
    port: String,
    path: String,
}

#[derive(Serialize)]
struct Project<'a> {
    name: &'a str,
    unmanaged: bool,
    place: String,
    accounts: Vec<Account<'a>>,
    /// Numbers of the findings that lie in it.
    findings: Vec<usize>,
}

#[derive(Serialize)]
struct Account<'a> {
    name: &'a str,
    pull: &'a [usize],
    mount: &'a [usize],
    /// The secret that OpenShift itself gives it.
    managed: Option<String>,
    pinned: bool,
    workload: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Binding<'a> {
    images_in: &'a str,
    name: &'a str,
    subjects: Vec<Subject<'a>>,
}

/// Everyone where there is no project, all of a project where there is no account.
#[derive(Serialize)]
struct Subject<'a> {
    project: Option<&'a str>,
    account: Option<&'a str>,
}

#[derive(Serialize)]
struct Shown {
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    place: String,
}

/// A text that is shown as it is.
fn shown(text: &str) -> String {
    printable(text).into_owned()
}

fn written(sources: &Sources, span: Span) -> String {
    let source = sources.get(span.source);
    let Position { line, column, .. } = source.position(span.start);
    shown(&format!("{}:{line}:{column}", source.name()))
}

impl<'a> Data<'a> {
    pub(super) fn new(graph: &'a Graph<'a>, sources: &Sources, findings: &[Finding]) -> Self {
        let errors = findings.iter();
        Self {
            sound: !errors
                .into_iter()
                .any(|finding| finding.severity == Severity::Error),
            integrated: graph.integrated,
            secrets: secrets(graph, sources),
            global: graph.global,
            projects: projects(graph, sources, findings),
            bindings: bindings(graph),
            findings: findings
                .iter()
                .map(|finding| shown_finding(finding, sources))
                .collect(),
        }
    }
}

fn secrets<'a>(graph: &'a Graph<'a>, sources: &Sources) -> Vec<Secret<'a>> {
    let all = graph.secrets.iter().flat_map(|secret| &secret.keys);
    let parsed: HashMap<&str, Option<ServerKey>> = all
        .map(|key| (key.server, ServerKey::parse(key.server).ok()))
        .collect();
    let normal: BTreeSet<&[u8]> = parsed.values().flatten().map(|key| key.normal()).collect();
    let ranks: HashMap<&[u8], usize> = normal
        .into_iter()
        .enumerate()
        .map(|(rank, normal)| (normal, rank))
        .collect();
    let key = |key: &gather::Key<'a>| {
        let parsed = parsed.get(key.server).and_then(Option::as_ref);
        Key {
            server: key.server,
            rank: parsed.and_then(|parsed| ranks.get(parsed.normal()).copied()),
            hub: parsed.is_some_and(|parsed| parsed.normal() == b"index.docker.io"),
            pattern: parsed.and_then(ServerKey::pattern).map(|pattern| Pattern {
                labels: pattern.labels(),
                port: pattern.port(),
                path: pattern.path(),
            }),
        }
    };
    let secrets = graph.secrets.iter().map(|secret| Secret {
        name: secret.name,
        note: note(secret),
        unknown: match secret.kind {
            Kind::Entries => None,
            Kind::WholeFile => Some("its file was not read"),
            Kind::Existing => Some("what is in it is not known"),
            Kind::Global => Some("its base was not read"),
        },
        keys: secret.keys.iter().map(key).collect(),
        place: written(sources, secret.place),
    });
    secrets.collect()
}

fn projects<'a>(graph: &'a Graph<'a>, sources: &Sources, findings: &[Finding]) -> Vec<Project<'a>> {
    let projects = graph.projects.iter().map(|project| {
        let accounts = project.accounts.iter().map(|account| Account {
            name: account.name,
            pull: &account.pull,
            mount: &account.mount,
            managed: graph.integrated.map(|_| match account.pinned {
                Some(pinned) => pinned.to_owned(),
                None => format!("{}-dockercfg-…", account.name),
            }),
            pinned: account.pinned.is_some(),
            workload: account.link == Some(Link::Workload),
        });
        Project {
            name: project.name,
            unmanaged: project.unmanaged,
            place: written(sources, project.place),
            accounts: accounts.collect(),
            findings: Vec::new(),
        }
    });
    let mut shown: Vec<_> = projects.collect();
    // Projects lie one after the other in the text, so that the one around a place is found by
    // its start.
    let mut starts: Vec<_> = graph.projects.iter().enumerate().collect();
    starts.sort_by_key(|(_, project)| project.place.start);
    for (number, finding) in findings.iter().enumerate() {
        let Place::Span(span) = finding.place else {
            continue;
        };
        let after = starts.partition_point(|(_, project)| project.place.start <= span.start);
        let before = after.checked_sub(1).and_then(|before| starts.get(before));
        if let Some((project, found)) = before
            && span.source == found.place.source
            && span.start <= found.span.end.max(found.place.end)
        {
            shown[*project].findings.push(number);
        }
    }
    shown
}

fn bindings<'a>(graph: &'a Graph<'a>) -> Vec<Binding<'a>> {
    let subject = |subject: &SubjectPlan<'a>| match *subject {
        SubjectPlan::Everyone => Subject {
            project: None,
            account: None,
        },
        SubjectPlan::Project(project) => Subject {
            project: Some(project),
            account: None,
        },
        SubjectPlan::Account(project, account) => Subject {
            project: Some(project),
            account: Some(account),
        },
    };
    let bindings = graph.bindings.iter().map(|binding| Binding {
        images_in: binding.namespace,
        name: &binding.name,
        subjects: binding.subjects.iter().map(subject).collect(),
    });
    bindings.collect()
}

fn shown_finding(finding: &Finding, sources: &Sources) -> Shown {
    Shown {
        code: finding.code.name(),
        severity: finding.severity.word(),
        message: shown(&finding.message),
        help: finding.help.as_deref().map(shown),
        place: match &finding.place {
            Place::Span(span) => written(sources, *span),
            Place::Source(source) => shown(sources.get(*source).name()),
            Place::Path(path) => shown(path),
            Place::Argument(argument) => shown(argument),
        },
    }
}
