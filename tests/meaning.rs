//! The same meaning is the same model: the order of keys, comments, line ends, quotes, anchors
//! and block or flow style do not matter.

use std::fmt::Write as _;

use proptest::prelude::*;
use pullsecrets::model::{
    Create, Credential, ExternalSource, GlobalPullSecret, IntegratedRegistry, Names, Profile,
    PullSecretContent, Puller, Spec, Text, TextMap, Value, Workflow, WorkflowBody, WorkflowName,
    read,
};
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Kind, Limits, NodeId, Style, Tree, parse};

const EVERY_FIELD: &str = include_str!("specs/every_field.yaml");

/// Everything that the spec says, without places. Names come in their own order.
fn dump(text: &str) -> String {
    let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
    let parsed = parse(&source, SourceId(0), Limits::default());
    assert!(parsed.findings.is_empty(), "{:?}\n{text}", parsed.findings);
    let (spec, findings) = read(&parsed.tree);
    assert!(findings.is_empty(), "{findings:?}\n{text}");
    spec_of(&parsed.tree, &spec.expect("a spec"))
}

fn word(text: Option<&Text<'_>>) -> String {
    text.map_or_else(|| "-".to_owned(), |text| format!("{:?}", text.value))
}

fn words(texts: &[Text<'_>]) -> String {
    let words: Vec<String> = texts.iter().map(|text| word(Some(text))).collect();
    format!("[{}]", words.join(" "))
}

fn map(map: &TextMap<'_>) -> String {
    map.iter()
        .map(|(key, value)| format!("{:?}={:?} ", key.value, value.value))
        .collect()
}

fn value(value: &Value<'_>) -> String {
    match value {
        Value::Literal(text) => format!("literal {:?}", text.value),
        Value::Env(text) => format!("env {:?}", text.value),
        Value::File(text) => format!("file {:?}", text.value),
    }
}

/// The parts of a mapping of names, by name: their written order is not compared here.
fn names<T>(names: &Names<'_, T>, part: impl Fn(&T) -> String) -> String {
    let mut parts: Vec<String> = names
        .iter()
        .map(|named| {
            let value = named.value.as_ref().expect("a well-formed part");
            format!("{:?}: {}\n", named.name.value, part(value))
        })
        .collect();
    parts.sort();
    parts.concat()
}

fn spec_of(tree: &Tree<'_>, spec: &Spec<'_>) -> String {
    let mut out = String::new();
    let platform = &spec.platform;
    let registry = match &platform.registry {
        None => "-".to_owned(),
        Some(IntegratedRegistry::None(_)) => "none".to_owned(),
        Some(IntegratedRegistry::At(host)) => word(Some(host)),
    };
    let output = &spec.output;
    let _ = writeln!(
        out,
        "{} {}\n{:?} {:?} {registry} {:?}\n{:?} {} {} {:?} {:?} {:?} {:?}",
        word(spec.name.as_ref()),
        map(&spec.annotations),
        platform.kind(),
        platform.version.map(|version| version.value),
        platform.default_link(),
        output.form(),
        map(&output.labels),
        map(&output.annotations),
        output.argocd.map(|argocd| argocd.sync_waves),
        output
            .sealed_secrets
            .as_ref()
            .map(|sealed| (word(sealed.certificate.as_ref()), sealed.scope)),
        output.sops.as_ref().map(|sops| words(&sops.age)),
        output.name_suffix_hash.map(|hash| hash.value),
    );
    for allow in &spec.allow {
        let _ = writeln!(out, "{} {}", allow.code.value, allow.because.value);
    }
    out += &names(&spec.registries, |registry| {
        format!(
            "{:?} {} {} {} {:?}",
            registry.server.value,
            credential(&registry.credential),
            word(registry.auth_server.as_ref()),
            word(registry.auth_secret_name.as_ref()),
            registry.form.map(|form| form.value),
        )
    });
    out += &names(&spec.secrets, |secret| {
        let content = match &secret.content {
            PullSecretContent::Registries(names) => words(names),
            PullSecretContent::AuthFile(file) => word(Some(&file.file)),
            PullSecretContent::Existing => "existing".to_owned(),
        };
        format!("{content} {:?}", secret.form.map(|form| form.value))
    });
    out += &names(&spec.profiles, |profile| settings(tree, profile));
    let _ = writeln!(out, "{}", words(&spec.default_profiles));
    out += &names(&spec.projects, |project| {
        format!(
            "{:?} {} {:?} {}",
            project.profiles.as_ref().map(|profiles| words(profiles)),
            settings(tree, &project.own),
            project.create.as_ref().map(create),
            project.unmanaged.is_some(),
        )
    });
    for grant in &spec.grants {
        let pullers: Vec<String> = grant
            .pullers
            .iter()
            .map(|puller| match puller {
                Puller::Account { project, account } => {
                    format!("{:?} of {:?}", account.value, project.value)
                }
                Puller::Project(project) => format!("all of {:?}", project.value),
                Puller::Everyone(_) => "all".to_owned(),
            })
            .collect();
        let name = word(grant.name.as_ref());
        let _ = writeln!(out, "{:?} {pullers:?} {name}", grant.images_in.value);
    }
    out + &format!("{:?}", spec.global_pull_secret.as_ref().map(global))
}

fn credential(credential: &Credential<'_>) -> String {
    match credential {
        Credential::Basic {
            username,
            password,
            email,
        } => format!(
            "{} {} {:?}",
            value(username),
            value(password),
            email.as_ref().map(value)
        ),
        Credential::Auth(auth) => format!("auth {}", value(auth)),
        Credential::AuthFile(file) => {
            format!("entry {:?} {}", file.file.value, word(file.server.as_ref()))
        }
        Credential::External(external) => {
            let source = match &external.source {
                ExternalSource::Store {
                    store,
                    username,
                    password,
                } => {
                    let keys: Vec<String> = [username, password]
                        .iter()
                        .map(|key| {
                            format!(
                                "{:?} {} {}",
                                key.key.value,
                                word(key.property.as_ref()),
                                word(key.version.as_ref())
                            )
                        })
                        .collect();
                    let cluster = store.cluster.map(|cluster| cluster.value);
                    format!("{:?} {cluster:?} {keys:?}", store.name.value)
                }
                ExternalSource::Generator(generator) => {
                    format!("{:?} {:?}", generator.kind.value, generator.name.value)
                }
            };
            format!("{source} {}", word(external.refresh_interval.as_ref()))
        }
    }
}

fn settings(tree: &Tree<'_>, profile: &Profile<'_>) -> String {
    let accounts = profile.service_accounts.as_ref().map(|accounts| {
        names(accounts, |account| {
            format!(
                "{:?} {:?} {} {:?}",
                account.pull.as_ref().map(|names| words(names)),
                account.mount.as_ref().map(|names| words(names)),
                word(account.internal_registry_secret.as_ref()),
                account.link.map(|link| link.value),
            )
        })
    });
    let workflows: Vec<String> = profile
        .workflows
        .iter()
        .map(|item| workflow(tree, item))
        .collect();
    format!(
        "{} {accounts:?} {workflows:?}",
        words(&profile.pull_secrets)
    )
}

fn workflow(tree: &Tree<'_>, workflow: &Workflow<'_>) -> String {
    let name = match workflow.name {
        WorkflowName::Name(name) => format!("name {:?}", name.value),
        WorkflowName::Generate(prefix) => format!("generate {:?}", prefix.value),
        WorkflowName::Hash(prefix) => format!("hash {:?}", prefix.value),
    };
    let body = match &workflow.body {
        WorkflowBody::Inline(node) => anything(tree, *node),
        WorkflowBody::Template { file, vars } => {
            let vars = vars.map(|vars| anything(tree, vars));
            format!("{:?} {vars:?}", file.value)
        }
        WorkflowBody::Empty => "empty".to_owned(),
    };
    format!(
        "{:?} {name} {} {} {} {body} {} {:?}",
        workflow.kind,
        word(workflow.entrypoint.as_ref()),
        word(workflow.service_account.as_ref()),
        words(&workflow.pull_secrets),
        word(workflow.hook.as_ref()),
        workflow.internal_registry.map(|internal| internal.value),
    )
}

/// A node of the spec's own tree; keys in their own order.
fn anything(tree: &Tree<'_>, node: NodeId) -> String {
    match &tree.node(node).kind {
        Kind::Scalar(text, _) => match tree.text(node) {
            Some(text) => format!("{text:?}"),
            None => text.to_string(),
        },
        Kind::Sequence(_) => {
            let items = tree.items(node).expect("a list").iter();
            let items: Vec<String> = items.map(|item| anything(tree, *item)).collect();
            format!("[{}]", items.join(" "))
        }
        Kind::Mapping(_) => {
            let mut entries: Vec<String> = tree
                .entries(node)
                .expect("a mapping")
                .map(|(key, value)| format!("{} {}", anything(tree, key), anything(tree, value)))
                .collect();
            entries.sort();
            format!("{{{}}}", entries.join(" "))
        }
    }
}

fn create(create: &Create<'_>) -> String {
    format!("{} {}", map(&create.labels), map(&create.annotations))
}

fn global(global: &GlobalPullSecret<'_>) -> String {
    format!("{:?} {}", global.base.value, words(&global.registries))
}

/// Writes a tree in another way, which the choices decide one by one.
struct Rewrite<'a> {
    tree: &'a Tree<'a>,
    choices: &'a [u8],
    next: usize,
    anchors: usize,
}

impl Rewrite<'_> {
    fn choose(&mut self, ways: u8) -> u8 {
        let choice = self.choices[self.next % self.choices.len()];
        self.next += 1;
        choice % ways
    }

    fn comment(&mut self, indent: usize, into: &mut String) {
        if self.choose(4) == 0 {
            let _ = writeln!(into, "{:indent$}# a word on it: {{not: [yaml", "");
        }
    }

    fn scalar(&mut self, node: NodeId) -> String {
        let Kind::Scalar(text, style) = &self.tree.node(node).kind else {
            panic!("a scalar");
        };
        let is_text = self.tree.text(node).is_some();
        let is_simple = text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() || byte == b' ');
        let anchor = match self.choose(9) {
            0 => {
                self.anchors += 1;
                format!("&a{} ", self.anchors)
            }
            _ => String::new(),
        };
        anchor
            + &match (self.choose(3), is_text, is_simple) {
                (_, false, _) if text.is_empty() => "null".to_owned(),
                (_, false, _) => text.to_string(),
                (0, true, true) if *style == Style::Plain => text.to_string(),
                (1, true, true) => format!("'{}'", text.replace('\'', "''")),
                _ => serde_json::to_string(text).expect("text"),
            }
    }

    /// The entries of a mapping from another one on, forwards or backwards.
    fn entries(&mut self, node: NodeId) -> Vec<(NodeId, NodeId)> {
        let mut entries: Vec<_> = self.tree.entries(node).expect("a mapping").collect();
        let first = usize::from(self.choose(16)) % entries.len().max(1);
        entries.rotate_left(first);
        if self.choose(2) == 0 {
            entries.reverse();
        }
        entries
    }

    fn flow(&mut self, node: NodeId) -> String {
        match &self.tree.node(node).kind {
            Kind::Scalar(..) => self.scalar(node),
            Kind::Sequence(_) => {
                let items = self.tree.items(node).expect("a list").to_vec();
                let items: Vec<String> = items.iter().map(|item| self.flow(*item)).collect();
                format!("[{}]", items.join(", "))
            }
            Kind::Mapping(_) => {
                let entries: Vec<String> = self
                    .entries(node)
                    .into_iter()
                    .map(|(key, value)| format!("{}: {}", self.scalar(key), self.flow(value)))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// A value as it stands after `key:` or `-`, up to the end of its last line.
    fn value(&mut self, node: NodeId, indent: usize) -> String {
        let is_block = match &self.tree.node(node).kind {
            Kind::Scalar(..) => false,
            Kind::Sequence(range) | Kind::Mapping(range) => !range.is_empty(),
        };
        match is_block && self.choose(3) > 0 {
            true => format!("\n{}", self.block(node, indent)),
            false => format!(" {}\n", self.flow(node)),
        }
    }

    fn block(&mut self, node: NodeId, indent: usize) -> String {
        let mut out = String::new();
        let inner = indent + 1 + usize::from(self.choose(4));
        if let Some(items) = self.tree.items(node) {
            for item in items {
                self.comment(indent, &mut out);
                let _ = write!(out, "{:indent$}-{}", "", self.value(*item, inner));
            }
            return out;
        }
        for (key, value) in self.entries(node) {
            self.comment(indent, &mut out);
            let key = self.scalar(key);
            let _ = write!(out, "{:indent$}{key}:{}", "", self.value(value, inner));
        }
        out
    }
}

fn rewrite(choices: &[u8], line_end: &str) -> String {
    let source = Source::new("pullsecrets.yaml", EVERY_FIELD, Masking::Spec);
    let parsed = parse(&source, SourceId(0), Limits::default());
    let mut rewrite = Rewrite {
        tree: &parsed.tree,
        choices,
        next: 0,
        anchors: 0,
    };
    let root = parsed.tree.root().expect("a root");
    rewrite.block(root, 0).replace('\n', line_end)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_same_meaning_is_the_same_model(
        choices in proptest::collection::vec(any::<u8>(), 1..200),
        windows in any::<bool>(),
    ) {
        let text = rewrite(&choices, if windows { "\r\n" } else { "\n" });
        prop_assert_eq!(dump(&text), dump(EVERY_FIELD), "{}", text);
    }
}

#[test]
fn an_alias_means_what_its_anchor_does() {
    let text = "\
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
secrets: {ops: {existing: true}}
projects:
  a: &same {pullSecrets: &list [ops], serviceAccounts: {default: {pull: *list}}}
  b: *same
";
    let without = text
        .replace("&same ", "")
        .replace("&list ", "")
        .replace("*list", "[ops]")
        .replace(
            "*same",
            "{pullSecrets: [ops], serviceAccounts: {default: {pull: [ops]}}}",
        );
    assert_eq!(dump(text), dump(&without));
}

#[test]
fn another_meaning_is_another_model() {
    for (word, other) in [
        ("\"4.18\"", "\"4.17\""),
        ("CRANE_TOKEN", "CRANE_PASSWORD"),
        ("key: ghcr, property: user", "key: ghcr, property: name"),
        ("use: [crew, bare]", "use: [bare, crew]"),
        ("pull: [], link: workload", "link: workload"),
        ("retries: 3", "retries: \"3\""),
        ("lighthouse/*", "lighthouse/default"),
        ("dock: {create: true}", "dock: {create: false}"),
        ("images: {managed: false}", "images: {managed: true}"),
        ("naming: hash", "naming: &hash hash\n        hook: Skip"),
    ] {
        assert!(EVERY_FIELD.contains(word), "{word}");
        let changed = EVERY_FIELD.replacen(word, other, 1);
        assert_ne!(dump(&changed), dump(EVERY_FIELD), "{word}");
    }
}
