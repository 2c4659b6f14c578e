//! The reader: a spec that uses every field of the language, read field by field.

use pullsecrets::finding::Finding;
use pullsecrets::model::{
    Credential, ExternalSource, Form, IntegratedRegistry, Link, Lookup, Names, PlatformKind,
    PullSecretContent, Puller, Scope, Spec, Text, Value, Version, WorkflowBody, WorkflowKind,
    WorkflowName, read,
};
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Limits, Tree, parse};

const EVERY_FIELD: &str = include_str!("specs/every_field.yaml");

/// Reads a text that parses without findings and hands the spec to `check`.
fn with_spec(text: &str, check: impl FnOnce(&Tree<'_>, &Spec<'_>, &[Finding])) {
    let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
    let parsed = parse(&source, SourceId(0), Limits::default());
    assert!(parsed.findings.is_empty(), "{:?}", parsed.findings);
    let (spec, findings) = read(&parsed.tree);
    check(&parsed.tree, &spec.expect("a spec"), &findings);
}

fn part<'a, T>(names: &'a Names<'_, T>, name: &str) -> &'a T {
    match names.look_up(name) {
        Lookup::Found(_, part) => part,
        _ => panic!("`{name}` was not read"),
    }
}

fn words<'t>(texts: &[Text<'t>]) -> Vec<&'t str> {
    texts.iter().map(|text| text.value).collect()
}

fn pairs<'t>(map: &[(Text<'t>, Text<'t>)]) -> Vec<(&'t str, &'t str)> {
    map.iter()
        .map(|(key, value)| (key.value, value.value))
        .collect()
}

fn word<'t>(text: &Option<Text<'t>>) -> Option<&'t str> {
    text.map(|text| text.value)
}

#[test]
fn no_field_of_the_language_is_refused() {
    with_spec(EVERY_FIELD, |_, spec, findings| {
        assert_eq!(findings, []);
        assert!(!spec.incomplete);
    });
}

#[test]
fn head_platform_and_output_are_read() {
    with_spec(EVERY_FIELD, |_, spec, _| {
        assert_eq!(word(&spec.name), Some("harbour"));
        assert_eq!(
            pairs(&spec.annotations),
            [(
                "config.kubernetes.io/function",
                "exec: {path: pullsecrets}\n"
            )]
        );
        let platform = &spec.platform;
        assert_eq!(platform.kind(), PlatformKind::OpenShift);
        assert_eq!(
            platform.version.expect("a version").value,
            Version {
                major: 4,
                minor: 18
            }
        );
        assert!(matches!(
            platform.registry,
            Some(IntegratedRegistry::At(host)) if host.value == "registry.internal.example:5000"
        ));
        assert_eq!(platform.link.expect("a link").value, Link::Pinned);

        let output = &spec.output;
        assert_eq!(output.form(), Form::SealedSecret);
        assert_eq!(
            pairs(&output.labels),
            [("cost", "0042"), ("team", "harbour")]
        );
        assert_eq!(
            pairs(&output.annotations),
            [("example.com/owner", "harbour")]
        );
        assert!(output.argocd.expect("argocd").sync_waves);
        let sealed = output.sealed_secrets.as_ref().expect("sealedSecrets");
        assert_eq!(word(&sealed.certificate), Some("keys/sealed.pem"));
        assert_eq!(sealed.scope, Scope::NamespaceWide);
        assert_eq!(output.sops.as_ref().expect("sops").age.len(), 1);
        assert!(!output.name_suffix_hash.expect("nameSuffixHash").value);
        assert_eq!(spec.allow[0].code.value, "PS0412");
        assert_eq!(
            spec.allow[0].because.value,
            "every account of the pier unloads"
        );
    });
}

#[test]
fn every_source_of_a_credential_is_read() {
    with_spec(EVERY_FIELD, |_, spec, _| {
        let registries = &spec.registries;
        assert_eq!(registries.len(), 6);
        let crane = part(registries, "crane");
        assert_eq!(crane.server.value, "quay.io/harbour");
        assert_eq!(crane.form.expect("a form").value, Form::Secret);
        let Credential::Basic {
            username: Value::Literal(username),
            password: Value::Env(password),
            email: Some(Value::File(email)),
        } = crane.credential
        else {
            panic!("crane has a username and a password");
        };
        assert_eq!(
            [username.value, password.value, email.value],
            ["harbour+ci", "CRANE_TOKEN", "secrets/crane.email"]
        );
        assert!(matches!(
            part(registries, "anchor").credential,
            Credential::Auth(Value::File(path)) if path.value == "secrets/anchor.b64"
        ));
        let Credential::AuthFile(entry) = part(registries, "buoy").credential else {
            panic!("buoy is an entry of a file");
        };
        assert_eq!(entry.file.value, "secrets/auth.json");
        assert_eq!(word(&entry.server), Some("quay.io"));
        let vendor = part(registries, "vendor");
        assert_eq!(word(&vendor.auth_server), Some("sso.example.com"));
        assert_eq!(word(&vendor.auth_secret_name), Some("vendor-sso"));
        let Credential::External(vault) = &part(registries, "vault").credential else {
            panic!("vault is external");
        };
        assert_eq!(word(&vault.refresh_interval), Some("1h30m"));
        let ExternalSource::Store {
            store,
            username,
            password,
        } = &vault.source
        else {
            panic!("vault has a store");
        };
        assert_eq!(store.name.value, "vault");
        assert!(store.cluster.expect("a kind").value);
        assert_eq!(username.key.value, "ghcr");
        assert_eq!(word(&username.version), Some("v1"));
        assert_eq!(word(&password.property), Some("token"));
        let Credential::External(cloud) = &part(registries, "cloud").credential else {
            panic!("cloud is external");
        };
        assert!(matches!(
            &cloud.source,
            ExternalSource::Generator(generator)
                if generator.kind.value == "ECRAuthorizationToken" && generator.name.value == "ecr"
        ));
    });
}

#[test]
fn secrets_grants_and_the_cluster_are_read() {
    with_spec(EVERY_FIELD, |_, spec, _| {
        let fleet = part(&spec.secrets, "fleet");
        assert_eq!(fleet.form.expect("a form").value, Form::Sops);
        assert!(matches!(
            &fleet.content,
            PullSecretContent::Registries(names) if words(names) == ["crane", "anchor"]
        ));
        assert!(matches!(
            &part(&spec.secrets, "everything").content,
            PullSecretContent::AuthFile(file)
                if file.file.value == "secrets/containers-auth.json" && file.server.is_none()
        ));
        assert!(matches!(
            part(&spec.secrets, "from-ops").content,
            PullSecretContent::Existing
        ));
        let grant = &spec.grants[0];
        assert_eq!(grant.images_in.value, "images");
        assert_eq!(word(&grant.name), Some("image-pullers"));
        assert!(matches!(
            grant.pullers[..],
            [
                Puller::Account { project, account },
                Puller::Project(whole),
                Puller::Everyone(_),
            ] if [project.value, account.value, whole.value] == ["pier", "default", "lighthouse"]
        ));
        let global = spec
            .global_pull_secret
            .as_ref()
            .expect("a global pull secret");
        assert_eq!(global.base.value, "secrets/global.json");
        assert_eq!(words(&global.registries), ["crane"]);
    });
}

#[test]
fn profiles_and_projects_are_read() {
    with_spec(EVERY_FIELD, |_, spec, _| {
        assert_eq!(words(&spec.default_profiles), ["crew"]);
        let crew = part(&spec.profiles, "crew");
        assert_eq!(words(&crew.pull_secrets), ["fleet"]);
        assert_eq!(crew.workflows.len(), 1);
        assert!(part(&spec.profiles, "bare").service_accounts.is_none());

        let pier = part(&spec.projects, "pier");
        assert_eq!(
            words(pier.profiles.as_ref().expect("use")),
            ["crew", "bare"]
        );
        assert_eq!(pier.own.pull_secrets.len(), 6);
        let accounts = pier.own.service_accounts.as_ref().expect("accounts");
        assert!(part(accounts, "default").pull.is_none());
        let builder = part(accounts, "builder");
        assert_eq!(
            words(builder.mount.as_ref().expect("mount")),
            ["fleet", "vendor"]
        );
        assert_eq!(
            word(&builder.internal_registry_secret),
            Some("builder-dockercfg-x9z8w")
        );
        let deployer = part(accounts, "deployer");
        assert_eq!(deployer.pull.as_ref().map(Vec::len), Some(0));
        assert_eq!(deployer.link.expect("a link").value, Link::Workload);
        assert!(part(accounts, "pipeline").pull.is_none());

        let lighthouse = part(&spec.projects, "lighthouse");
        let create = lighthouse.create.as_ref().expect("create");
        assert_eq!(pairs(&create.labels), [("light", "on")]);
        assert_eq!(pairs(&create.annotations), [("example.com/keeper", "none")]);
        assert!(lighthouse.profiles.is_none());
        assert!(part(&spec.projects, "dock").create.is_some());
        let quay = part(&spec.projects, "quay");
        assert!(quay.create.is_none() && quay.unmanaged.is_none());
        assert!(part(&spec.projects, "images").unmanaged.is_some());
        assert!(part(&spec.projects, "empty").own.service_accounts.is_none());
        let silent = part(&spec.projects, "silent");
        assert!(
            silent
                .own
                .service_accounts
                .as_ref()
                .is_some_and(Names::is_empty)
        );
    });
}

#[test]
fn workflows_are_read() {
    with_spec(EVERY_FIELD, |tree, spec, _| {
        let [unload, nightly, steps, sweep] = &part(&spec.projects, "pier").own.workflows[..]
        else {
            panic!("four workflows");
        };
        assert!(matches!(unload.name, WorkflowName::Hash(name) if name.value == "unload-"));
        assert_eq!(unload.kind, WorkflowKind::Workflow);
        assert_eq!(word(&unload.entrypoint), Some("main"));
        assert_eq!(word(&unload.service_account), Some("builder"));
        assert_eq!(words(&unload.pull_secrets), ["fleet"]);
        assert!(!unload.internal_registry.expect("internalRegistry").value);
        let WorkflowBody::Template {
            file,
            vars: Some(vars),
        } = unload.body
        else {
            panic!("unload has a template and variables");
        };
        assert_eq!(file.value, "templates/unload.yaml.j2");
        assert_eq!(tree.entries(vars).map(|entries| entries.len()), Some(3));
        assert_eq!(nightly.kind, WorkflowKind::CronWorkflow);
        assert!(matches!(nightly.name, WorkflowName::Name(name) if name.value == "nightly"));
        let WorkflowBody::Inline(body) = nightly.body else {
            panic!("nightly has a spec");
        };
        assert!(tree.get(body, "workflowSpec").is_some());
        assert_eq!(steps.kind, WorkflowKind::WorkflowTemplate);
        assert_eq!(word(&steps.hook), Some("PostSync"));
        assert!(matches!(sweep.name, WorkflowName::Generate(name) if name.value == "sweep-"));
        assert!(matches!(sweep.body, WorkflowBody::Empty));
    });
}
