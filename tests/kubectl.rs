//! `.dockerconfigjson` is byte for byte what the real kubectl writes.

mod decoding;
mod peers;

use std::process::Command;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use decoding::{Outside, spec_of, with_outcome};
use pullsecrets::finding::{Finding, Severity};
use pullsecrets::lower::{PullSecrets, Secrecy};

/// What `kubectl create secret docker-registry` is given.
struct Credential {
    server: &'static str,
    username: String,
    password: String,
    email: Option<String>,
}

const SERVERS: [&str; 6] = [
    "https://index.docker.io/v1/",
    "quay.io",
    "quay.io/acme/app_x__y--z",
    "*.example.com:5000",
    "[fd00::1]:5000/app",
    "docker.io",
];

/// Characters that JSON, Go, shells or YAML treat in a way of their own. No NUL: an argument of a
/// process cannot hold one.
const AWKWARD: &[&str] = &[
    "\"",
    "\\",
    "/",
    "<",
    ">",
    "&",
    "'",
    "`",
    "$",
    "$(x)",
    "${x}",
    "%",
    "#",
    "{",
    "}",
    "[",
    "]",
    ",",
    " ",
    "  ",
    "\t",
    "\n",
    "\r\n",
    "\u{1}",
    "\u{b}",
    "\u{1b}",
    "\u{1f}",
    "\u{7f}",
    "\u{80}",
    "\u{85}",
    "\u{a0}",
    "é",
    "ß",
    "中",
    "😀",
    "\u{2027}",
    "\u{2028}",
    "\u{2029}",
    "x\u{feff}",
    "\u{fffd}",
    "\u{ffff}",
    "\u{10ffff}",
    "\\u003c",
    "=",
    "+",
    "-",
    "--",
    "null",
    "true",
    "0123",
    "a",
    "Z",
    "9",
];

/// Numbers that look random and are the same in every run (a linear congruence).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % limit
    }

    fn text(&mut self, pieces: &[&str], longest: usize) -> String {
        let length = 1 + self.below(longest);
        (0..length)
            .map(|_| pieces[self.below(pieces.len())])
            .collect()
    }
}

/// 240 credentials: every awkward piece by itself, then mixtures, then long ones.
fn credentials(pieces: &[&str]) -> Vec<Credential> {
    let mut numbers = Numbers(7);
    let mut list: Vec<Credential> = pieces
        .iter()
        .map(|piece| Credential {
            server: SERVERS[1],
            username: (*piece).to_owned(),
            password: format!(":{piece}:{piece}"),
            email: None,
        })
        .collect();
    let with_colon: Vec<&str> = pieces.iter().copied().chain([":"]).collect();
    while list.len() < 240 {
        let longest = if list.len() < 230 { 24 } else { 2_000 };
        let email = list.len().is_multiple_of(3);
        list.push(Credential {
            server: SERVERS[numbers.below(SERVERS.len())],
            username: numbers.text(pieces, longest),
            password: numbers.text(&with_colon, longest),
            email: email.then(|| numbers.text(pieces, 12)),
        });
    }
    list
}

/// What kubectl prints for each, asked in two threads since it takes its time to start.
fn by_kubectl(credentials: &[Credential]) -> Vec<Vec<u8>> {
    let one = |credential: &Credential| {
        let mut command = peers::peer("kubectl").expect("it was found a moment ago");
        command
            .args([
                "create",
                "secret",
                "docker-registry",
                "x",
                "--dry-run=client",
            ])
            .args(["-o", "jsonpath={.data.\\.dockerconfigjson}"])
            .arg(format!("--docker-server={}", credential.server))
            .arg(format!("--docker-username={}", credential.username))
            .arg(format!("--docker-password={}", credential.password))
            .env("KUBECONFIG", "/dev/null");
        if let Some(email) = &credential.email {
            command.arg(format!("--docker-email={email}"));
        }
        let output = command.output().expect("kubectl runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        output.stdout
    };
    let (first, second) = credentials.split_at(credentials.len() / 2);
    std::thread::scope(|scope| {
        let second = scope.spawn(|| second.iter().map(one).collect::<Vec<_>>());
        let mut outputs: Vec<_> = first.iter().map(one).collect();
        outputs.extend(second.join().expect("no comparison happens in there"));
        outputs
    })
}

/// What the compiler makes of each: all in one spec, their values in variables.
fn by_compiler(credentials: &[Credential]) -> Vec<Vec<u8>> {
    let variables: Vec<(String, &[u8])> = credentials
        .iter()
        .enumerate()
        .flat_map(|(number, credential)| {
            let email = credential.email.as_ref();
            [
                (format!("USER_{number}"), credential.username.as_bytes()),
                (format!("PASSWORD_{number}"), credential.password.as_bytes()),
                (
                    format!("EMAIL_{number}"),
                    email.map_or(&b""[..], |email| email.as_bytes()),
                ),
            ]
        })
        .collect();
    let mut parts = String::from("registries:\n");
    for (number, credential) in credentials.iter().enumerate() {
        parts.push_str(&format!(
            "  r{number}:\n    server: '{}'\n    username: {{env: USER_{number}}}\n    password: {{env: PASSWORD_{number}}}\n",
            credential.server
        ));
        if credential.email.is_some() {
            parts.push_str(&format!("    email: {{env: EMAIL_{number}}}\n"));
        }
    }
    let names: Vec<String> = (0..credentials.len())
        .map(|number| format!("r{number}"))
        .collect();
    let outside = Outside {
        variables: variables
            .iter()
            .map(|(name, value)| (name.as_str(), *value))
            .collect(),
        ..Outside::default()
    };
    let mut made = vec![Vec::new(); credentials.len()];
    with_outcome(&spec_of(&parts, &names.join(", ")), &outside, |outcome| {
        let emails = credentials.iter().filter(|one| one.email.is_some()).count();
        assert_eq!(outcome.requests.len(), 2 * credentials.len() + emails);
        let error = |finding: &&Finding| finding.severity == Severity::Error;
        assert_eq!(outcome.findings.iter().find(error), None);
        let decoded = Some(outcome.decoded);
        let (secrets, findings) =
            PullSecrets::new(outcome.spec, outcome.plan, decoded, Secrecy::Full);
        assert_eq!(findings, []);
        for object in &outcome.plan.objects {
            let Some(number) = object
                .name
                .strip_prefix('r')
                .and_then(|n| n.parse::<usize>().ok())
            else {
                continue;
            };
            if let Some(docker_config) = secrets.base64(object.content) {
                made[number] = docker_config.as_bytes().to_vec();
            }
        }
    });
    made
}

#[test]
fn docker_configs_are_those_of_kubectl() {
    let Some(kubectl) = peers::peer("kubectl") else {
        return;
    };
    let mut pieces = AWKWARD.to_vec();
    // Go has had the short forms of these two since 1.22.
    if go_minor(kubectl) >= 22 {
        pieces.extend(["\u{8}", "\u{c}"]);
    }
    let credentials = credentials(&pieces);
    let expected = by_kubectl(&credentials);
    let made = by_compiler(&credentials);
    assert_eq!(made.len(), 240);
    for ((expected, made), credential) in expected.iter().zip(&made).zip(&credentials) {
        let shown = |base64: &[u8]| {
            String::from_utf8_lossy(&STANDARD.decode(base64).expect("base64")).into_owned()
        };
        assert_eq!(
            shown(made),
            shown(expected),
            "{:?} {:?}",
            credential.username,
            credential.password
        );
        assert_eq!(made, expected);
    }
}

/// The minor number of the Go that a kubectl was built with.
fn go_minor(mut kubectl: Command) -> u32 {
    let output = kubectl
        .args(["version", "--client", "-o", "json"])
        .output()
        .expect("kubectl runs");
    let version: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    version["clientVersion"]["goVersion"]
        .as_str()
        .and_then(|go| go.strip_prefix("go1.")?.split('.').next()?.parse().ok())
        .expect("a version of Go")
}
