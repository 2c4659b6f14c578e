//! Specs compiled in memory, to objects as values and as bytes.

use pullsecrets::credential::{Answers, Confidential, Origin, Request, Unavailable};
use pullsecrets::emit::{Format, Stream, to_value};
use pullsecrets::finding::{Finding, Severity};
use pullsecrets::lower::Secrecy;
use pullsecrets::pipeline::{Options, Outside, compile};
use pullsecrets::source::{Masking, Source, SourceId};
use serde_json::Value;

/// Files and variables that a spec may read.
#[derive(Clone, Copy, Default)]
pub struct Given<'a> {
    pub files: &'a [(&'a str, &'a str)],
    pub variables: &'a [(&'a str, &'a str)],
    pub secrecy: Secrecy,
    /// Whether credentials are left unread, as `check` leaves them.
    pub blind: bool,
}

/// What a spec becomes.
pub struct Lowered {
    pub objects: Vec<Value>,
    pub yaml: String,
    pub findings: Vec<Finding>,
}

impl Outside for Given<'_> {
    fn answer<'t>(&mut self, requests: &[Request<'t>]) -> Answers<'t> {
        let mut answers = Answers::default();
        for request in requests {
            let (list, name) = match request.origin {
                Origin::Env(name) => (self.variables, name),
                Origin::File(path) => (self.files, path),
            };
            let found = list.iter().find(|(other, _)| *other == name);
            let answer = found
                .map(|(_, text)| Confidential::copy(text.as_bytes()))
                .ok_or(Unavailable::Unset);
            answers.insert(request.origin, answer);
        }
        answers
    }
}

/// Lowers a spec: the text after `kind:` and `metadata:`.
pub fn lower(body: &str, given: Given<'_>) -> Lowered {
    let text = format!(
        "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {{name: acme}}\n{body}"
    );
    let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
    let options = Options {
        credentials: !given.blind,
        secrecy: given.secrecy,
        ..Options::default()
    };
    let mut given = given;
    compile(&source, SourceId(0), &options, &mut given, |compiled| {
        let mut stream = Stream::new(Vec::new(), Format::Yaml);
        let mut objects = Vec::new();
        if let Some(program) = &compiled.program {
            for planned in program.lowering.in_order() {
                if let Some(object) = program.lowering.object(planned) {
                    stream.object(&object).expect("a vector takes all");
                    objects.push(to_value(&object));
                }
            }
        }
        Lowered {
            objects,
            yaml: String::from_utf8(stream.finish().expect("a vector takes all")).expect("text"),
            findings: compiled.findings,
        }
    })
}

impl Lowered {
    /// The errors, each as its code and message.
    pub fn errors(&self) -> Vec<String> {
        self.findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| format!("{} {}", finding.code.name(), finding.message))
            .collect()
    }

    /// The codes of everything found, sorted.
    pub fn codes(&self) -> Vec<&'static str> {
        let mut codes: Vec<_> = self
            .findings
            .iter()
            .map(|finding| finding.code.name())
            .collect();
        codes.sort_unstable();
        codes
    }

    /// The object of that kind and name.
    pub fn object(&self, kind: &str, name: &str) -> &Value {
        self.objects
            .iter()
            .find(|object| object["kind"] == kind && object["metadata"]["name"] == name)
            .unwrap_or_else(|| panic!("no {kind} {name} among {:#?}", self.objects))
    }
}
