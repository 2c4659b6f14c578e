//! A build in memory, from the text of a spec to the stream of its objects, sealed forms included.

use std::path::{Path, PathBuf};

use pullsecrets::credential::{Answers, Confidential, Origin, decode};
use pullsecrets::emit::{Format, Stream};
use pullsecrets::finding::Finding;
use pullsecrets::lower::{Lowering, PullSecrets, Secrecy, WorkflowBodies, WorkflowTexts};
use pullsecrets::model::{Form, read};
use pullsecrets::plan::{Content, Plan, make};
use pullsecrets::seal::{Earlier, Means, Randomness, Recipients, ReuseKey, Sealer};
use pullsecrets::source::{Masking, Sources};
use pullsecrets::syntax::{Limits, parse};

/// 2026-11-24T12:00:00Z.
pub const NOW: i64 = 1_795_521_600;

/// What a build is made of.
pub struct Build<'a> {
    pub spec: &'a str,
    pub files: Vec<(&'a str, Vec<u8>)>,
    pub now: i64,
    pub seed: u8,
    pub reuse_key: Option<&'a str>,
    pub earlier: &'a str,
    pub secrecy: Secrecy,
}

/// What came of it.
pub struct Built {
    pub yaml: String,
    pub findings: Vec<Finding>,
}

impl<'a> Build<'a> {
    /// A build of a spec that reads the test certificate as `sealed.pem`.
    pub fn of(spec: &'a str) -> Self {
        Self {
            spec,
            files: vec![("sealed.pem", key_file("sealed-secrets.pem"))],
            now: NOW,
            seed: 1,
            reuse_key: None,
            earlier: "",
            secrecy: Secrecy::Full,
        }
    }

    /// Builds.
    pub fn run(&self) -> Built {
        let mut sources = Sources::default();
        let id = sources.add("pullsecrets.yaml", self.spec, Masking::Spec);
        let parsed = parse(sources.get(id), id, Limits::default());
        let (spec, mut findings) = read(&parsed.tree);
        let spec = spec.expect("a spec of the right shape");
        let (plan, unresolved) = make(&spec);
        findings.extend(parsed.findings);
        findings.extend(unresolved);
        let mut answers = Answers::default();
        for (path, bytes) in &self.files {
            let confidential = Confidential::copy(bytes);
            answers.insert(Origin::File(path), Ok(confidential));
        }
        let (decoded, faults) = decode(&spec, &answers);
        findings.extend(faults);
        let (secrets, faults) = PullSecrets::new(&spec, &plan, Some(&decoded), self.secrecy);
        findings.extend(faults);
        let (texts, faults) = WorkflowTexts::render(&plan, &parsed.tree, &secrets, &answers);
        findings.extend(faults);
        let (workflows, faults) = WorkflowBodies::read(&plan, &parsed.tree, &secrets, &texts);
        findings.extend(faults);
        let (lowering, faults) = Lowering::new(&spec, &plan, &secrets, &workflows);
        findings.extend(faults);
        let (recipients, faults) = Recipients::read(&spec, &answers, self.now);
        findings.extend(faults);
        let mut earlier = Earlier::default();
        earlier.add(self.earlier);
        let means = Means {
            now: self.now,
            randomness: Randomness::from_seed([self.seed; 32].into()),
            reuse_key: self
                .reuse_key
                .map(|key| ReuseKey::new(key.as_bytes()).expect("long enough")),
            earlier,
            secrecy: self.secrecy,
        };
        let sealer = Sealer::new(&spec, &plan, &recipients, means);
        let yaml = stream(&plan, &lowering, &sealer);
        Built { yaml, findings }
    }
}

fn stream(plan: &Plan<'_>, lowering: &Lowering<'_>, sealer: &Sealer<'_>) -> String {
    let mut stream = Stream::new(Vec::new(), Format::Yaml);
    for planned in lowering.in_order() {
        let object = match planned.content {
            Content::PullSecret(id) if plan.pull_secret(id).form != Form::Secret => sealer
                .seal(
                    id,
                    lowering.metadata(planned),
                    lowering.secrets().docker_config(id),
                )
                .expect("the libraries encrypt"),
            _ => lowering.object(planned),
        };
        if let Some(object) = object {
            stream.object(&object).expect("a vector takes all");
        }
    }
    String::from_utf8(stream.finish().expect("a vector takes all")).expect("text")
}

impl Built {
    /// The documents, read by a YAML reader that is not ours.
    pub fn documents(&self) -> Vec<serde_json::Value> {
        use serde::Deserialize as _;
        serde_yaml::Deserializer::from_str(&self.yaml)
            .map(|document| serde_json::Value::deserialize(document).expect("YAML"))
            .collect()
    }

    /// The documents of a kind.
    pub fn of_kind(&self, kind: &str) -> Vec<serde_json::Value> {
        let mut documents = self.documents();
        documents.retain(|document| document["kind"] == kind);
        documents
    }

    /// The document of a kind and name.
    pub fn document(&self, kind: &str, name: &str) -> serde_json::Value {
        self.documents()
            .into_iter()
            .find(|document| document["kind"] == kind && document["metadata"]["name"] == name)
            .unwrap_or_else(|| panic!("no {kind} {name} in\n{}", self.yaml))
    }

    /// A later build, of that spec, over what this one made.
    pub fn again(&self, spec: &str, reuse_key: Option<&str>) -> Self {
        Build {
            reuse_key,
            seed: 2,
            now: NOW + 1000,
            earlier: &self.yaml,
            ..Build::of(spec)
        }
        .run()
    }

    /// Codes and messages.
    pub fn said(&self) -> Vec<(String, String)> {
        self.findings
            .iter()
            .map(|finding| (finding.code.name().to_owned(), finding.message.clone()))
            .collect()
    }
}

/// A file of `tests/keys`.
pub fn key_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/keys")
        .join(name)
}

/// What is in it.
pub fn key_file(name: &str) -> Vec<u8> {
    std::fs::read(key_path(name)).unwrap_or_else(|_| panic!("{name}"))
}

/// Holds a document to a recorded schema, where the reference lies beside the project.
pub fn assert_valid(schema: &str, document: &serde_json::Value) {
    let path = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/reference/schemas"
    ))
    .join(schema);
    let Ok(text) = std::fs::read_to_string(path) else {
        return;
    };
    let schema = serde_json::from_str(&text).expect("a JSON Schema");
    let validator = jsonschema::validator_for(&schema).expect("a JSON Schema");
    let faults: Vec<_> = validator
        .iter_errors(document)
        .map(|fault| format!("{} at {}", fault, fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}\n{document:#}");
}
