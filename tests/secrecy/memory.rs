//! What is left in the memory of the process after a command: no credential that it read, in no
//! form, be it in a value that lives, in a buffer that was given back, or in one that grew.
//!
//! A process of its own runs the command and then looks through its own memory. What it looks for
//! it knows only disguised, so that it does not find that.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::process::{Command, Stdio};

use clap::Args;
use pullsecrets::command;

use crate::marks::base64;

/// The variables by which the process is told what to do: the folder, the command with its
/// arguments, and what to look for.
const FOLDER: &str = "SECRECY_FOLDER";
const ARGUMENTS: &str = "SECRECY_ARGUMENTS";
const WANTED: &str = "SECRECY_WANTED";

/// What each byte of what is looked for is disguised by.
const DISGUISE: u8 = 0x95;

/// A part of a value in some form.
#[derive(Clone)]
struct Wanted {
    /// What it is: `raw of password`.
    name: String,
    bytes: Vec<u8>,
}

/// How base64 writes the middle of a text at each alignment; its ends are never asked for, since
/// whoever gives memory back writes over its start.
fn encoded(text: &str) -> Vec<String> {
    (0..3)
        .map(|before| {
            let encoded = base64(&format!("{}{text}", "\0".repeat(before)));
            encoded[4..encoded.len() / 4 * 4 - 4].to_owned()
        })
        .collect()
}

/// A password that nobody has ever seen.
fn unheard_of() -> String {
    let mut bytes = [0; 600];
    let mut source = File::open("/dev/urandom").unwrap();
    source.read_exact(&mut bytes).unwrap();
    let letters = bytes.iter().map(|byte| char::from(b'a' + byte % 26));
    letters.collect()
}

/// Parts of a password: of itself, and where `in_output` is false of its base64 and of the base64
/// of that.
fn wanted(name: &str, password: &str, in_output: bool) -> Vec<Wanted> {
    let mut all = Vec::new();
    let mut push = |form: &str, text: &str| {
        // Some parts of it: what comes later in the same memory may write over others.
        for start in (1..6).map(|sixth| text.len() / 6 * sixth) {
            let bytes = text.as_bytes()[start..start + 14].to_vec();
            let name = format!("{form} of {name}");
            all.push(Wanted { name, bytes });
        }
    };
    push("the text", password);
    if !in_output {
        for once in encoded(password) {
            push("base64", &once);
            for twice in encoded(&once) {
                push("base64 of base64", &twice);
            }
        }
    }
    all
}

/// Tells the test that started the process.
#[expect(clippy::print_stderr, reason = "it is how it tells")]
fn say(line: &str) {
    eprintln!("{line}");
}

/// Runs a command of the library in this process.
fn run(arguments: &[&str]) {
    fn with<A: Args>(arguments: &[&str]) -> A {
        let parser = A::augment_args(clap::Command::new("test"));
        A::from_arg_matches(&parser.get_matches_from(arguments)).unwrap()
    }
    let outcome = match arguments[0] {
        "build" => command::build::run(&with(arguments)),
        "check" => command::check::run(&with(arguments)),
        "resolve" => command::resolve::run(&with(arguments)),
        "audit" => command::audit::run(&with(arguments)),
        "diff" => command::diff::run(&with(arguments)),
        "import" => command::import::run(&with(arguments)),
        "function" => command::function::run(&with(arguments)),
        "argocd" => command::argocd::run(&with(arguments)),
        // The search itself: what is read and not wiped is found.
        "careless" => {
            drop(fs::read_to_string(arguments[1]).unwrap());
            return;
        }
        other => panic!("{other}"),
    };
    let ended = outcome.map_err(|failure| failure.message);
    say(&format!("ended: {ended:?}"));
}

/// Not a test of its own: the process that runs a command and looks through its memory.
#[test]
fn child_that_runs_a_command() {
    let Some(folder) = std::env::var_os(FOLDER) else {
        return;
    };
    std::env::set_current_dir(folder).unwrap();
    let wanted = std::env::var(WANTED).unwrap();
    let wanted: Vec<(&str, Vec<u8>)> = wanted
        .lines()
        .map(|line| {
            let (name, hexadecimal) = line.split_once('=').unwrap();
            let bytes = hexadecimal.as_bytes().chunks(2).map(|pair| {
                let pair = std::str::from_utf8(pair).unwrap();
                u8::from_str_radix(pair, 16).unwrap()
            });
            (name, bytes.collect())
        })
        .collect();
    let arguments = std::env::var(ARGUMENTS).unwrap();
    let arguments: Vec<&str> = arguments.lines().collect();
    // Made before: what it takes must not be what the command gave back.
    let mut search = Search::new(&wanted);
    run(&arguments);
    for (name, region) in search.run() {
        say(&format!("left: {name} in {region}"));
    }
    say("looked through");
}

/// How many bytes a page has at least.
const PAGE: u64 = 4096;

/// A search through the memory of this process that can be written.
struct Search<'w> {
    /// What is wanted, disguised, by its first byte as it is.
    by_start: Vec<Vec<(&'w str, &'w [u8])>>,
    maps: Vec<u8>,
    touched: Vec<u8>,
    piece: Vec<u8>,
}

impl<'w> Search<'w> {
    fn new(wanted: &'w [(&'w str, Vec<u8>)]) -> Self {
        let mut by_start = vec![Vec::new(); 256];
        for (name, bytes) in wanted {
            by_start[usize::from(bytes[0] ^ DISGUISE)].push((*name, bytes.as_slice()));
        }
        Self {
            by_start,
            maps: Vec::with_capacity(1 << 20),
            touched: vec![0; 1 << 20],
            piece: vec![0; 1 << 20],
        }
    }

    /// What was found, and where.
    fn run(&mut self) -> Vec<(&'w str, String)> {
        let mut maps = File::open("/proc/self/maps").unwrap();
        maps.read_to_end(&mut self.maps).unwrap();
        let maps = std::mem::take(&mut self.maps);
        let mut found = Vec::new();
        for line in std::str::from_utf8(&maps).unwrap().lines() {
            let mut fields = line.split_whitespace();
            let (range, access) = (fields.next().unwrap(), fields.next().unwrap());
            let region = fields.nth(3).unwrap_or("memory");
            if access.starts_with("rw") && !region.starts_with("[v") {
                let (from, to) = range.split_once('-').unwrap();
                let at = |text| u64::from_str_radix(text, 16).unwrap();
                self.region(region, at(from), at(to), &mut found);
            }
        }
        found
    }

    fn region(&mut self, region: &str, from: u64, to: u64, found: &mut Vec<(&'w str, String)>) {
        let mut memory = File::open("/proc/self/mem").unwrap();
        let mut pages = File::open("/proc/self/pagemap").unwrap();
        let Self {
            by_start,
            touched,
            piece,
            ..
        } = self;
        // What the search itself holds is not searched.
        let own = piece.as_ptr().addr() as u64;
        let own = own..own + piece.len() as u64;
        let is_there = |entry: &[u8]| entry[7] & 0xc0 != 0;
        let most = piece.len() as u64 / PAGE;
        let mut at = from;
        while at < to {
            // What was never touched holds nothing.
            let count = ((to - at) / PAGE).min(most);
            let entries = &mut touched[..usize::try_from(count * 8).unwrap()];
            pages.seek(SeekFrom::Start(at / PAGE * 8)).unwrap();
            pages.read_exact(entries).unwrap();
            let mut entries = entries.chunks(8);
            let count = entries.by_ref().take_while(|entry| is_there(entry)).count() as u64;
            if count == 0 {
                at += PAGE * (1 + entries.take_while(|entry| !is_there(entry)).count() as u64);
                continue;
            }
            let bytes = &mut piece[..usize::try_from(count * PAGE).unwrap()];
            memory.seek(SeekFrom::Start(at)).unwrap();
            memory.read_exact(bytes).unwrap();
            let (first, end) = (at, at + bytes.len() as u64);
            for (start, byte) in bytes.iter().enumerate() {
                let starting = &by_start[usize::from(*byte)];
                if starting.is_empty() || own.contains(&(first + start as u64)) {
                    continue;
                }
                for (name, disguised) in starting {
                    let here = bytes[start..].iter().map(|byte| byte ^ DISGUISE);
                    if here.take(disguised.len()).eq(disguised.iter().copied()) {
                        found.push((*name, region.to_owned()));
                    }
                }
            }
            // What lies across the ends of two pieces is looked at in both.
            at = match count == most && end < to {
                true => end - PAGE,
                false => end,
            };
        }
    }
}

/// What a command leaves of values in the memory of its process.
fn left(folder: &Path, arguments: &[&str], wanted: &[Wanted]) -> (String, Vec<String>) {
    let wanted: Vec<String> = wanted
        .iter()
        .map(|Wanted { name, bytes }| {
            let bytes = bytes.iter().map(|byte| format!("{:02x}", byte ^ DISGUISE));
            format!("{name}={}", bytes.collect::<String>())
        })
        .collect();
    let child = [
        "--exact",
        "memory::child_that_runs_a_command",
        "--nocapture",
    ];
    let output = Command::new(std::env::current_exe().unwrap())
        .args(child)
        .env(FOLDER, folder)
        .env(ARGUMENTS, arguments.join("\n"))
        .env(WANTED, wanted.join("\n"))
        .stdin(match arguments.contains(&"-") {
            true => Stdio::from(File::open(folder.join("docker.json")).unwrap()),
            false => Stdio::null(),
        })
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("looked through"), "{arguments:?}: {said}");
    let left = said.lines().filter_map(|line| line.strip_prefix("left: "));
    let mut left: Vec<String> = left.map(str::to_owned).collect();
    left.sort();
    left.dedup();
    (said, left)
}

/// The files of a test, each with a password of its own, by name.
struct Place {
    folder: tempfile::TempDir,
    passwords: Vec<(&'static str, String)>,
}

impl Place {
    fn new() -> Self {
        let names = [
            "value", "auth", "entry", "field", "header", "base", "live", "docker", "cluster",
        ];
        let place = Self {
            folder: tempfile::tempdir().unwrap(),
            passwords: names.map(|name| (name, unheard_of())).to_vec(),
        };
        let of = |name: &str| place.password(name);
        let auth = |name: &str| base64(&format!("user:{}", of(name)));
        let config = |server: &str, name: &str| {
            format!(
                "{{\"auths\":{{\"{server}\":{{\"auth\":\"{}\"}}}}}}",
                auth(name)
            )
        };
        let live = format!(
            "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\nmetadata: {{name: value, namespace: a}}\ndata: {{.dockerconfigjson: {}}}\n",
            base64(&config("value.io", "live"))
        );
        let write = |name: &str, text: String| fs::write(place.path().join(name), text).unwrap();
        write("value", of("value").to_owned());
        write("auth.b64", auth("auth"));
        write(
            "auths.json",
            format!(
                "{{\n \"auths\": {{\"entry.io\": {{\"auth\": \"{}\"}}, \"field.io\": {{\"username\": \"u\", \"password\": \"{}\"}}}},\n \"HttpHeaders\": {{\"X-Meta\": \"{}\"}}\n}}\n",
                auth("entry"),
                of("field"),
                of("header")
            ),
        );
        write("base.json", config("base.io", "base"));
        write(
            "base.yaml",
            format!(
                "kind: Secret\ndata:\n  .dockerconfigjson: {}\n",
                base64(&config("base.io", "base"))
            ),
        );
        write("docker.json", config("docker.io", "docker"));
        write("live.yaml", live.clone());
        write(
            "cluster.yaml",
            live.replace(
                &base64(&config("value.io", "live")),
                &base64(&config("value.io", "cluster")),
            ),
        );
        write("pods.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: a}\nspec: {containers: [{image: value.io/x:1}]}\n".to_owned());
        fs::copy(
            Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keys/sealed-secrets.pem"),
            place.path().join("sealed.pem"),
        )
        .unwrap();
        let head = "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: acme}\n";
        let body = |form: &str, base: &str| {
            format!(
                "{head}{form}registries:\n  value: {{server: value.io, username: user, password: {{file: value}}}}\n  auth: {{server: auth.io, auth: {{file: auth.b64}}}}\n  entry: {{server: entry.io, authFile: {{file: auths.json}}}}\nsecrets:\n  whole: {{authFile: {{file: auths.json}}}}\nprojects:\n  a: {{pullSecrets: [value, auth, entry, whole]}}\n{base}"
            )
        };
        let base = "cluster: {globalPullSecret: {base: {file: base.json}, registries: [value]}}\n";
        write("pullsecrets.yaml", body("", base));
        write("yaml-base.yaml", body("", &base.replace(".json", ".yaml")));
        write(
            "sealed.yaml",
            body(
                "output: {secrets: SealedSecret, sealedSecrets: {certificate: {file: sealed.pem}}}\n",
                "",
            ),
        );
        write(
            "sops.yaml",
            body(
                "output: {secrets: Sops, sops: {age: [age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p]}}\n",
                "",
            ),
        );
        place
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn password(&self, name: &str) -> &str {
        let mut passwords = self.passwords.iter();
        &passwords.find(|(known, _)| *known == name).unwrap().1
    }

    /// All passwords but those of manifests.
    fn wanted(&self, in_output: bool) -> Vec<Wanted> {
        self.passwords
            .iter()
            .filter(|(name, _)| !matches!(*name, "live" | "cluster"))
            .flat_map(|(name, password)| wanted(name, password, in_output))
            .collect()
    }
}

#[test]
fn the_search_finds_what_is_not_wiped() {
    let place = Place::new();
    for (file, form) in [
        ("value", "the text of value"),
        ("docker.json", "base64 of docker"),
        ("live.yaml", "base64 of base64 of live"),
    ] {
        let mut all = place.wanted(false);
        all.extend(wanted("live", place.password("live"), false));
        let (_, left) = left(place.path(), &["careless", file], &all);
        assert!(
            left.iter().any(|line| line.starts_with(form)),
            "{file}: {left:?}"
        );
    }
}

#[test]
fn nothing_is_left_of_secrets_in_manifests() {
    let place = Place::new();
    let mut all = wanted("live", place.password("live"), false);
    all.extend(wanted("cluster", place.password("cluster"), false));
    for arguments in [
        &["audit", "live.yaml", "pods.yaml"][..],
        &["diff", "live.yaml"],
        &["import", "cluster.yaml"],
        &["import", "cluster.yaml", "--credentials", "env"],
    ] {
        let (said, left) = left(place.path(), arguments, &all);
        assert!(
            !said.contains("Failed") && !said.contains("Err("),
            "{arguments:?}: {said}"
        );
        assert!(left.is_empty(), "{arguments:?} leaves {left:#?}");
    }
}

#[test]
fn nothing_is_left_of_a_credential_that_does_not_come_out() {
    let place = Place::new();
    let (nothing, in_output) = (false, true);
    let mut all = Vec::new();
    for (arguments, comes_out) in [
        (&["check", "--credentials"][..], nothing),
        (&["check", "--credentials", "yaml-base.yaml"], nothing),
        (
            &["resolve", "value.io/x", "--credentials", "--all"],
            nothing,
        ),
        (
            &["resolve", "value.io/x", "--auth-file", "auths.json"],
            nothing,
        ),
        (
            &[
                "resolve",
                "docker.io/x",
                "--auth-file",
                "docker.json",
                "--runtime",
                "containers-image",
            ],
            nothing,
        ),
        (
            &["audit", "pods.yaml", "--credentials", "--strict"],
            nothing,
        ),
        (&["build", "--redact"], nothing),
        (&["build", "sealed.yaml", "-o", "sealed"], nothing),
        (&["build", "sops.yaml", "-o", "sops"], nothing),
        (&["build"], in_output),
        (&["build", "--format", "json"], in_output),
        (&["build", "-o", "out"], in_output),
        (&["build", "-o", "out", "--check"], in_output),
        (&["diff", "-o", "out"], nothing),
        (&["diff", "live.yaml"], nothing),
        (
            &[
                "import",
                "docker.json",
                "auths.json",
                "-o",
                "imported/spec.yaml",
            ],
            nothing,
        ),
        (&["import", "docker.json", "--credentials", "env"], nothing),
        (&["import", "-", "--credentials", "env"], nothing),
        (&["function", "--legacy", "pullsecrets.yaml"], in_output),
        (&["argocd"], in_output),
    ] {
        let (said, left) = left(place.path(), arguments, &place.wanted(comes_out));
        // That there are differences is no success.
        let ended = if arguments[0] == "diff" {
            "Ok("
        } else {
            "Ok(Done)"
        };
        assert!(
            said.contains(&format!("ended: {ended}")),
            "{arguments:?}: {said}"
        );
        if !left.is_empty() {
            all.push(format!("{arguments:?} leaves {left:#?}"));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}
