//! What the targets share: a whole compilation without the outside.

pub mod mutate;

use pullsecrets::credential::{Answers, Confidential, Purpose, Request, Unavailable};
use pullsecrets::emit::{self, Format, Layout, Stream};
use pullsecrets::finding::{Finding, Severity};
use pullsecrets::lower::{Object, Secrecy};
use pullsecrets::pipeline::{self, Compiled, Options, Outside};
use pullsecrets::report::{self, Report};
use pullsecrets::rules::{Destination, Situation};
use pullsecrets::seal::{Earlier, Means, Randomness, Sealer};
use pullsecrets::source::{Masking, Source, SourceId, Sources};
use pullsecrets::syntax;
use zeroize::Zeroizing;

/// The certificates that specs seal with; only the first is right.
const CERTIFICATES: [&[u8]; 9] = [
    include_bytes!("../../tests/keys/sealed-secrets.pem"),
    include_bytes!("../../tests/keys/expired.pem"),
    include_bytes!("../../tests/keys/not-yet-valid.pem"),
    include_bytes!("../../tests/keys/elliptic.pem"),
    include_bytes!("../../tests/keys/certificate.der"),
    include_bytes!("../../tests/keys/several.pem"),
    include_bytes!("../../tests/keys/small.pem"),
    include_bytes!("../../tests/keys/public-key.pem"),
    b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
];

/// A time at which it is valid.
const NOW: i64 = 1_790_000_000;

/// Makes answers up, by what is asked for: what is right, or what the digits say that a name ends in.
pub struct MadeUp;

impl Outside for MadeUp {
    fn answer<'t>(&mut self, requests: &[Request<'t>]) -> Answers<'t> {
        let mut answers = Answers::default();
        for request in requests {
            let name = match request.origin {
                pullsecrets::credential::Origin::Env(name)
                | pullsecrets::credential::Origin::File(name) => name,
            };
            let digits = name
                .trim_end_matches(|sign: char| sign.is_ascii_digit())
                .len();
            let variant = name[digits..].parse().unwrap_or(0);
            answers.insert(request.origin, content(request.purpose, variant));
        }
        answers
    }
}

/// One of the texts for a purpose. Beyond the last of them there is no such file or variable.
fn content(purpose: Purpose, variant: usize) -> Result<Confidential, Unavailable> {
    let texts: &[&str] = match purpose {
        // Right as a name, as a password and as an `auth`.
        Purpose::Value => &[
            "bmFtZTpmYWtl",
            "fake",
            "a:b\n",
            "\u{e9}<&>\u{2028}",
            "",
            "{\"type\": \"service_account\", \"private_key\": 1}",
            "eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjF9.x",
            "ghs_fake",
            "a b\r\n",
            "bmFtZTo=",
            "OjwAZg==",
            "eyJ0eXBlIjoic2VydmljZV9hY2NvdW50In0=",
        ],
        Purpose::AuthFile => &[
            r#"{"auths":{"quay.io":{"auth":"bmFtZTpmYWtl"},"quay.io/a":{"username":"a","password":"b"}}}"#,
            r#"{"auths":{"quay.io":{}},"credsStore":"pass","credHelpers":{"ghcr.io":"x"}}"#,
            r#"{"auths":{"docker.io":{"auth":"?"},"*.io/v1":{"auth":1}}}"#,
            "{",
            r#"{"quay.io":{"auth":"bmFtZTpmYWtl","email":null},"docker.io":{"identitytoken":"t"}}"#,
            r#"{"auths":{"a.io/\ud83d\ude00":{"auth":"bmFtZTpmYWtl","username":"other","x":[1]}},"HttpHeaders":{"A":1}}"#,
            r#"{"auths":{"quay.io":{"auth":"bmFtZQ=="},"quay.io/":{"auth":"bmFtZTpmYWtl"},"https://index.docker.io/v1/":{"registrytoken":"r"}},"auths":{}}"#,
            r#"{"auths":[],"credHelpers":[],"credsStore":1}"#,
            "auths: {quay.io: {auth: bmFtZTpmYWtl}}",
        ],
        Purpose::GlobalBase => &[
            r#"{"auths":{"cloud.openshift.com":{"auth":"bmFtZTpmYWtl"},"quay.io":{"auth":"bmFtZTpmYWtl"}},"x":1}"#,
            r#"{"kind":"Secret","data":{".dockerconfigjson":"eyJhdXRocyI6e319"}}"#,
            "data:\n  .dockerconfigjson: eyJhdXRocyI6e319\nkind: Secret\n",
            "[]",
            "kind: Secret\ndata: {.dockercfg: e30=}\n",
            "kind: Secret\nstringData: {.dockerconfigjson: '{\"auths\":{}}'}\n",
        ],
        Purpose::Template => &[
            "templates:\n- name: main\n  container:\n    image: ${{ vars.image }}\n",
            "kind: Workflow\nspec: {templates: [{name: ${{ project | tojson }}}]}\n",
            "{% for name in pullSecrets %}- ${{ name }}\n{% endfor %}",
            "${{",
            "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata:\n  generateName: a-\n  labels: {a: b}\n  annotations: {c/d: '1'}\nspec: {entrypoint: main}\n",
            "metadata: {labels: {A B: 1}, annotations: [], x: 1}\nspec: {}\n",
            "spec: {imagePullSecrets: []}\nx: 1\n",
            "{% for a in range(100000) %}{% for b in range(100000) %}{{ b }}{% endfor %}{% endfor %}",
            "a: ${{ vars.image ~ \"\\n\" }}\nb: ${{ missing.field }}\n",
            "entrypoint: ${{ vars.image | tojson(indent=2) }}\n# ${{ serviceAccount }} ${{ secrets }}\n",
            "a: [\n",
        ],
        Purpose::Certificate => {
            let certificate = CERTIFICATES.get(variant);
            return certificate
                .map(|bytes| Confidential::copy(bytes))
                .ok_or(Unavailable::Missing { near: None });
        }
    };
    match texts.get(variant) {
        Some(text) => Ok(Confidential::copy(text.as_bytes())),
        None => Err(Unavailable::Missing { near: None }),
    }
}

/// How specs are compiled here. The first byte of an input chooses.
#[must_use]
pub fn options(choice: u8) -> Options {
    Options {
        situation: Situation {
            destination: match choice & 3 {
                0 => Destination::Stream,
                1 => Destination::Kustomize,
                2 => Destination::Flat,
                _ => Destination::Function,
            },
            inside_git: choice & 4 != 0,
            now: NOW,
            ..Situation::default()
        },
        credentials: choice & 8 == 0,
        secrecy: match choice & 16 {
            0 => Secrecy::Full,
            _ => Secrecy::Redacted,
        },
        ..Options::default()
    }
}

/// Registers bytes as a command does.
#[must_use]
pub fn decode(data: &[u8], masking: Masking) -> (Sources, SourceId, Option<Finding>) {
    let mut sources = Sources::default();
    let (id, fault) = syntax::decode(&mut sources, "fuzz.yaml", data.to_vec(), masking);
    (sources, id, fault)
}

/// Compiles a spec with made-up answers.
pub fn compile<R>(
    source: &Source,
    id: SourceId,
    options: &Options,
    then: impl FnOnce(Compiled<'_>) -> R,
) -> R {
    pipeline::compile(source, id, options, &mut MadeUp, then)
}

/// Makes every object, seals what is to be sealed, and writes it all in every form. Where there is
/// no error, what is written must be read again by the compiler's own reader.
pub fn emit_all(compiled: &mut Compiled<'_>, options: &Options) {
    let Some(program) = &compiled.program else {
        return;
    };
    let is_clean = compiled
        .findings
        .iter()
        .all(|finding| finding.severity != Severity::Error);
    let means = Means {
        now: NOW,
        randomness: Randomness::from_seed(Zeroizing::new([7; 32])),
        reuse_key: None,
        earlier: Earlier::default(),
        secrecy: options.secrecy,
    };
    let sealer = Sealer::new(program.spec, program.plan, &program.recipients, means);
    let mut objects: Vec<Object<'_>> = Vec::new();
    for planned in program.lowering.in_order() {
        match program.object(&sealer, planned) {
            Ok(object) => objects.extend(object),
            Err(finding) => compiled.findings.push(*finding),
        }
    }
    if !is_clean {
        return;
    }
    for format in [Format::Yaml, Format::Json] {
        let mut stream = Stream::new(Vec::new(), format);
        for object in &objects {
            stream.object(object).expect("a vector takes everything");
        }
        let text = stream.finish().expect("a vector takes everything");
        let text = String::from_utf8(text).expect("output is UTF-8");
        if format == Format::Yaml && !objects.is_empty() {
            let source = Source::new("out", text, Masking::Hidden);
            let parsed = syntax::parse_stream(&source, SourceId(0), syntax::Limits::default());
            assert!(parsed.findings.is_empty(), "the output is read again");
            assert_eq!(parsed.tree.roots().len(), objects.len());
        }
    }
    for layout in [Layout::Kustomize, Layout::Flat] {
        let files = emit::directory(&objects, layout, true);
        let mut paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        paths.sort_unstable();
        paths.dedup();
        assert_eq!(paths.len(), files.len(), "each file has a path of its own");
        for path in paths {
            assert!(!path.starts_with('/') && !path.split('/').any(|part| part == ".."));
        }
    }
}

/// Renders findings in one of the formats.
pub fn report(sources: &Sources, findings: &[Finding], choice: usize) {
    let format = report::Format::ALL[choice % report::Format::ALL.len()];
    let report = Report {
        sources,
        findings,
        not_run: &[],
    };
    let text = report::render(report, format, false);
    if format == report::Format::Json {
        let value: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
        assert_eq!(
            value["findings"].as_array().map(Vec::len),
            Some(findings.len())
        );
    }
    let mut signs = text.chars();
    assert!(
        !signs.any(|sign| sign.is_control() && sign != '\n'),
        "no character acts instead of being seen"
    );
}
