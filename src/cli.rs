//! The command line: which commands there are, and how a run ends.

use std::process::ExitCode;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser, Subcommand};

use crate::command::{self, Outcome};
use crate::host::panics;

/// Compiles `pullsecrets.yaml` into the manifests that let pods pull private images.
///
/// One declarative file says who pulls which images with which credentials. The command turns it
/// into Secrets, ServiceAccounts, RoleBindings and Argo Workflows for kubectl apply or GitOps. It
/// never talks to a cluster.
#[derive(Parser, Debug)]
#[command(name = "pullsecrets", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// Compile the spec: a YAML stream on standard output, or a directory with -o
    Build(command::build::Arguments),
    /// Check everything that build checks, without reading credentials unless asked to
    Check(command::check::Arguments),
    /// Say which credential, or which grant, a pod pulls an image with
    Resolve(command::resolve::Arguments),
    /// Say whether the workloads in manifests can pull their images
    Audit(command::audit::Arguments),
    /// Say what a build would change in a directory, or in objects of a cluster
    Diff(command::diff::Arguments),
    /// Write a spec from Docker and Podman files and from objects of a cluster
    Import(command::import::Arguments),
    /// Say what a finding means, why it matters, and the mend; list all codes
    Explain(command::explain::Arguments),
    /// Serve Kustomize: a KRM function, or a legacy exec plugin
    Function(command::function::Arguments),
    /// Serve Argo CD: what a config management plugin runs
    Argocd(command::argocd::Arguments),
    /// Draw who pulls what from where: SVG, Mermaid, Graphviz, HTML
    Graph(command::graph::Arguments),
    /// Print the oc or kubectl commands that do the same by hand
    Script(command::script::Arguments),
    /// Print the JSON Schema of the spec, for editors
    Schema,
    /// Serve an editor: findings while typing, mends, names (the Language Server Protocol)
    Lsp(command::lsp::Arguments),
    /// Write a commented pullsecrets.yaml to start from
    Init(command::init::Arguments),
    /// Print completions for a shell
    Completions(command::completions::Arguments),
    /// Print the manual page (roff)
    Man,
}

/// Runs the command that the arguments name.
#[must_use]
pub fn main() -> ExitCode {
    panics::hide_messages();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(mut error) => {
            name_format(&mut error);
            // Help and version are results, everything else is a usage error: clap knows which.
            let status = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(status);
        }
    };
    let outcome = match cli.command {
        Command::Build(arguments) => command::build::run(&arguments),
        Command::Check(arguments) => command::check::run(&arguments),
        Command::Resolve(arguments) => command::resolve::run(&arguments),
        Command::Audit(arguments) => command::audit::run(&arguments),
        Command::Diff(arguments) => command::diff::run(&arguments),
        Command::Import(arguments) => command::import::run(&arguments),
        Command::Explain(arguments) => command::explain::run(&arguments),
        Command::Function(arguments) => command::function::run(&arguments),
        Command::Argocd(arguments) => command::argocd::run(&arguments),
        Command::Graph(arguments) => command::graph::run(&arguments),
        Command::Script(arguments) => command::script::run(&arguments),
        Command::Schema => command::schema::run(),
        Command::Lsp(arguments) => command::lsp::run(&arguments),
        Command::Init(arguments) => command::init::run(&arguments),
        Command::Completions(arguments) => command::completions::run(&arguments, Cli::command()),
        Command::Man => command::man::run(Cli::command()),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(failure) => {
            command::terminal::complain(&failure);
            Outcome::Failed.into()
        }
    }
}

/// Tells who asks for a format by the flag of `kubectl`, or of another command, what it is here.
fn name_format(error: &mut clap::Error) {
    const FLAGS: [&str; 2] = ["--output-format", "--format"];
    let Some(ContextValue::String(flag)) = error.get(ContextKind::InvalidArg) else {
        return;
    };
    let asked = ["-o", "--output"].contains(&flag.as_str()) || FLAGS.contains(&flag.as_str());
    let name = std::env::args_os().nth(1).unwrap_or_default();
    let command = Cli::command();
    let Some(command) = command.find_subcommand(name).filter(|_| asked) else {
        return;
    };
    let has = |flag: &&str| {
        let mut longs = command
            .get_arguments()
            .filter_map(|argument| argument.get_long());
        longs.any(|long| flag.strip_prefix("--") == Some(long))
    };
    if let Some(flag) = FLAGS.into_iter().find(has) {
        error.remove(ContextKind::Suggested);
        error.insert(
            ContextKind::SuggestedArg,
            ContextValue::String(flag.to_owned()),
        );
    }
}
