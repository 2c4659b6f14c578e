//! What a build costs beside what else could do the work: one run, one machine, one table.
//!
//! `cargo bench --bench table` measures whole processes. Where another program is not installed
//! (`.ci/peers` does that), its rows say so. `-- --quick` takes a tenth of each size: seconds
//! instead of minutes, and ratios to look at, held to nothing.

#[path = "../fleet/mod.rs"]
mod fleet;
mod inputs;
mod measure;
#[path = "../../tests/peers/mod.rs"]
mod peers;
mod rivals;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use measure::{Cost, Measured};

/// The command, as released.
const COMMAND: &str = env!("CARGO_BIN_EXE_pullsecrets");
/// Obviously no credential.
const PASSWORD: &str = "not-a-real-password";
/// How often what is quick is run.
const RUNS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, word, file] = &arguments[..]
        && word == "--event-pass"
    {
        return event_pass(Path::new(file));
    }
    let scale = match arguments.iter().any(|argument| argument == "--quick") {
        true => 10,
        false => 1,
    };
    let room = tempfile::tempdir().expect("a temporary folder");
    let mut table = Table {
        is_full: scale == 1,
        ..Table::default()
    };
    table.measure(room.path(), scale);
}

/// The YAML parser alone: every event of the text, no tree, no comments.
#[expect(clippy::print_stdout, reason = "the result must be used")]
fn event_pass(file: &Path) {
    let text = fs::read_to_string(file).expect("the spec");
    let options = granit_parser::options! { emit_comments: false };
    let events = granit_parser::Parser::new_from_str_with_options(&text, options);
    println!("{}", events.filter(Result::is_ok).count());
}

/// What a ratio should be.
#[derive(Clone, Copy)]
enum Demand {
    AtMost(f64),
    AtLeast(f64),
}

/// The rows so far. Each is printed when it is known: some take a minute.
#[derive(Default)]
struct Table {
    begun: bool,
    /// Whether the sizes are those for which ratios are wanted: with less, what is fixed counts more.
    is_full: bool,
}

impl Table {
    fn measure(&mut self, room: &Path, scale: usize) {
        let count = 10_000 / scale;
        let small = fleet_in(&room.join("fleet"), count);
        let large = fleet_in(&room.join("large"), count * 10);
        let spec = fs::read(small.join("pullsecrets.yaml")).expect("the spec");

        let this = std::env::current_exe().expect("this program");
        let events = Measured::new(&this, &["--event-pass", "pullsecrets.yaml"], &small);
        let build = Measured::new(COMMAND, &["build"], &small);
        let events = events.cheapest(RUNS);
        let built = build.cheapest(RUNS);
        let objects = kinds(&build.printed());
        self.fact(&format!(
            "{count} projects: a spec of {} makes {} objects, {}",
            megabytes(spec.len() as u64),
            objects.values().sum::<usize>(),
            megabytes(build.printed().len() as u64)
        ));
        self.cost("events of the YAML parser alone", events);
        self.cost("build", built);
        let ratio = built.cpu / events.cpu;
        self.ratio("  CPU over the parser's", ratio, Some(Demand::AtMost(2.5)));
        let ratio = built.peak as f64 / spec.len() as f64;
        self.ratio("  memory over the spec", ratio, Some(Demand::AtMost(24.0)));
        drop(spec);

        let larger = Measured::new(COMMAND, &["build"], &large).cheapest(3);
        self.cost(&format!("build of {} projects", count * 10), larger);
        self.growth(built, larger, Some(Demand::AtMost(11.0)));

        self.growing("check", &["check"], &small, &large);
        let audit = ["audit", "workloads.yaml"];
        self.growing("audit of as many workloads", &audit, &small, &large);
        self.directory(&small);
        self.helm(&small, built, &objects);
        self.kustomize(room, 4_000 / scale);
        self.create(room);
    }

    /// A command over a fleet and over one ten times as large.
    fn growing(&mut self, name: &str, arguments: &[&str], small: &Path, large: &Path) {
        let before = Measured::new(COMMAND, arguments, small).cheapest(RUNS);
        let after = Measured::new(COMMAND, arguments, large).cheapest(3);
        self.cost(name, before);
        self.cost("  ten times as much", after);
        self.growth(before, after, None);
    }

    fn growth(&mut self, before: Cost, after: Cost, demand: Option<Demand>) {
        self.ratio("  CPU over a tenth's", after.cpu / before.cpu, demand);
        let memory = after.peak as f64 / before.peak as f64;
        self.ratio("  memory over a tenth's", memory, demand);
    }

    /// A second build into a directory that is as it should be.
    fn directory(&mut self, fleet: &Path) {
        let build = Measured::new(COMMAND, &["build", "-o", "out"], fleet);
        self.cost("build into a new directory", build.cheapest(1));
        let before = modified(&fleet.join("out"));
        let again = build.cheapest(2);
        self.cost("  again, into the same", again);
        let after = modified(&fleet.join("out"));
        let written = after
            .iter()
            .filter(|(path, time)| before.get(*path) != Some(*time))
            .count();
        self.fact(&format!(
            "  of {} files and folders it wrote {written}",
            after.len()
        ));
    }

    fn helm(&mut self, fleet: &Path, built: Cost, objects: &BTreeMap<String, usize>) {
        let name = "helm template of the same objects";
        let Some(helm) = peers::peer("helm") else {
            return self.not_here(name);
        };
        rivals::chart(&fleet.join("chart"));
        let password = format!("password={PASSWORD}");
        let values = ["--values", "pullsecrets.yaml", "--set", &password];
        let arguments = [&["template", "fleet", "chart"], &values[..]].concat();
        let helm = Measured::new(helm.get_program(), &arguments, fleet);
        let cost = helm.cheapest(2);
        assert_eq!(&kinds(&helm.printed()), objects, "helm renders the same");
        self.cost(name, cost);
        let demand = Some(Demand::AtLeast(10.0));
        self.ratio("  CPU over build's", cost.cpu / built.cpu, demand);
    }

    fn kustomize(&mut self, room: &Path, secrets: usize) {
        let folder = room.join("secrets");
        rivals::kustomization(&folder.join("kustomize"), secrets);
        write(&folder, "pullsecrets.yaml", &inputs::secrets(secrets / 2));
        write(&folder, "password.txt", PASSWORD);
        let build = Measured::new(COMMAND, &["build"], &folder);
        let built = build.cheapest(RUNS);
        self.cost(&format!("build of {secrets} secrets"), built);
        let name = format!("kubectl kustomize of {secrets} secrets");
        let Some(kubectl) = peers::peer("kubectl") else {
            return self.not_here(&name);
        };
        let arguments = ["kustomize", "kustomize"];
        let kustomize = Measured::new(kubectl.get_program(), &arguments, &folder);
        let cost = kustomize.cheapest(1);
        let objects = kinds(&build.printed());
        assert_eq!(kinds(&kustomize.printed()), objects, "as many secrets");
        self.cost(&name, cost);
        let demand = Some(Demand::AtLeast(500.0));
        self.ratio("  CPU over build's", cost.cpu / built.cpu, demand);
    }

    /// One secret, whole processes.
    fn create(&mut self, room: &Path) {
        let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/quick-start");
        let spec = example.join("pullsecrets.yaml");
        let build = Measured::new(COMMAND, &["build", &spec.to_string_lossy()], room);
        let build = build.cheapest(20);
        self.cost("build of the quick start", build);
        let name = "kubectl create secret --dry-run=client";
        let Some(kubectl) = peers::peer("kubectl") else {
            return self.not_here(name);
        };
        let password = format!("--docker-password={PASSWORD}");
        let arguments = [
            "create",
            "secret",
            "docker-registry",
            "quay",
            "--docker-server=quay.io/acme",
            "--docker-username=acme+ci",
            &password,
            "--dry-run=client",
            "--output=yaml",
        ];
        let create = Measured::new(kubectl.get_program(), &arguments, room).cheapest(10);
        self.cost(name, create);
        let demand = Some(Demand::AtLeast(10.0));
        self.ratio("  CPU over build's", create.cpu / build.cpu, demand);
    }

    fn cost(&mut self, name: &str, cost: Cost) {
        let cpu = format!("{:.0} ms", cost.cpu * 1000.0);
        let cpu = match cost.cpu < 0.01 {
            true => format!("{:.1} ms", cost.cpu * 1000.0),
            false => cpu,
        };
        self.row(name, &cpu, &megabytes(cost.peak), "");
    }

    fn ratio(&mut self, name: &str, ratio: f64, demand: Option<Demand>) {
        let number = match ratio < 100.0 {
            true => format!("{ratio:.1} x"),
            false => format!("{ratio:.0} x"),
        };
        let (wanted, holds) = match demand.filter(|_| self.is_full) {
            None => (String::new(), true),
            Some(Demand::AtMost(most)) => (format!("at most {most}"), ratio <= most),
            Some(Demand::AtLeast(least)) => (format!("at least {least}"), ratio >= least),
        };
        let verdict = if holds { "" } else { ": missed" };
        self.row(name, &number, "", &format!("{wanted}{verdict}"));
    }

    fn not_here(&mut self, name: &str) {
        self.row(name, "not here", "", "");
    }

    /// A line of its own.
    fn fact(&mut self, text: &str) {
        self.line(text);
    }

    fn row(&mut self, name: &str, number: &str, memory: &str, demand: &str) {
        self.line(&columns(name, number, memory, demand));
    }

    #[expect(clippy::print_stdout, reason = "the table is the result")]
    fn line(&mut self, line: &str) {
        if !std::mem::replace(&mut self.begun, true) {
            println!("{}", columns("", "CPU", "memory", "wanted"));
        }
        println!("{}", line.trim_end());
    }
}

fn columns(name: &str, number: &str, memory: &str, demand: &str) -> String {
    format!("{name:40} {number:>10} {memory:>10}  {demand}")
}

/// A folder with a fleet's spec, what it reads, and one workload a project.
fn fleet_in(folder: &Path, projects: usize) -> PathBuf {
    fs::create_dir_all(folder).expect("a folder");
    write(folder, "pullsecrets.yaml", &fleet::spec(projects));
    write(folder, "password.txt", PASSWORD);
    write(folder, "workloads.yaml", &inputs::workloads(projects));
    folder.to_owned()
}

fn write(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a file in the temporary folder");
}

/// How many objects of each kind a stream holds.
fn kinds(stream: &[u8]) -> BTreeMap<String, usize> {
    let mut kinds = BTreeMap::new();
    for line in String::from_utf8_lossy(stream).lines() {
        if let Some(kind) = line.strip_prefix("kind: ") {
            *kinds.entry(kind.to_owned()).or_default() += 1;
        }
    }
    kinds
}

/// When each file and folder below `folder` was changed.
fn modified(folder: &Path) -> BTreeMap<PathBuf, SystemTime> {
    let mut times = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let metadata = entry.metadata().expect("what is in the folder");
            if metadata.is_dir() {
                folders.push(entry.path());
            }
            times.insert(entry.path(), metadata.modified().expect("a time"));
        }
    }
    times
}

fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}
