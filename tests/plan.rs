//! The plan: names resolved, profiles and grants merged, objects in their order.

use std::fmt::Write as _;

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert_eq, proptest};
use pullsecrets::finding::{Finding, MOST_FINDINGS};
use pullsecrets::model::read;
use pullsecrets::plan::{ObjectPlan, Plan, PullSecretSource, SubjectPlan, make};
use pullsecrets::source::{Masking, Source, SourceId};
use pullsecrets::syntax::{Limits, parse};

/// Plans a text without a fault of shape; `head` and a few registries come before it.
fn with_plan<T>(text: &str, check: impl FnOnce(&Plan<'_>, &[Finding]) -> T) -> T {
    let source = Source::new("pullsecrets.yaml", text, Masking::Spec);
    let parsed = parse(&source, SourceId(0), Limits::default());
    assert_eq!(parsed.findings, [], "{text}");
    let (spec, faults) = read(&parsed.tree);
    assert_eq!(faults, [], "{text}");
    let spec = spec.expect("a spec");
    let (plan, findings) = make(&spec);
    check(&plan, &findings)
}

const REGISTRIES: &str = "
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
registries:
  quay: {server: quay.io, username: u, password: p}
  ghcr: {server: ghcr.io, username: u, password: p}
  vendor: {server: registry.example.com, authServer: sso.example.com, username: u, password: p}
  named: {server: a.example.com, authServer: b.example.com, authSecretName: sso, username: u, password: p}
secrets:
  both: {registries: [vendor, quay, ghcr, quay]}
  everything: {authFile: {file: auth.json}}
  ops: {existing: true}
";

fn spec(rest: &str) -> String {
    format!("{REGISTRIES}{rest}")
}

/// One line an object: kind, namespace, name.
fn lines(objects: &[ObjectPlan<'_>]) -> Vec<String> {
    objects
        .iter()
        .map(|object| format!("{:?} {}/{}", object.kind, object.namespace, object.name))
        .collect()
}

/// One line an account: name, what it pulls with, what it may mount, the pinned name.
fn accounts(plan: &Plan<'_>, project: &str) -> Vec<String> {
    let project = plan
        .projects
        .iter()
        .find(|planned| planned.name == project)
        .expect("the project");
    let names = |ids: &[pullsecrets::plan::PullSecretId]| {
        ids.iter()
            .map(|id| plan.pull_secret(*id).name.as_ref())
            .collect::<Vec<_>>()
            .join(" ")
    };
    project
        .service_accounts
        .iter()
        .map(|account| {
            let mut line = format!("{}: pull [{}]", account.name, names(&account.pull));
            if !account.mount.is_empty() {
                let _ = write!(line, " mount [{}]", names(&account.mount));
            }
            if let Some(pinned) = &account.pinned {
                let _ = write!(line, " pinned {pinned}");
            }
            line
        })
        .collect()
}

fn codes(findings: &[Finding]) -> Vec<(&'static str, &str)> {
    findings
        .iter()
        .map(|finding| (finding.code.name(), finding.message.as_str()))
        .collect()
}

#[test]
fn the_smallest_file_is_a_secret_and_the_default_account() {
    let text = spec("projects: {project-a: {pullSecrets: [quay]}}\n");
    with_plan(&text, |plan, findings| {
        assert_eq!(findings, []);
        assert_eq!(
            lines(&plan.objects),
            ["Secret project-a/quay", "ServiceAccount project-a/default"]
        );
        assert_eq!(
            accounts(plan, "project-a"),
            ["default: pull [quay] pinned default-dockercfg"]
        );
    });
}

#[test]
fn objects_come_out_by_kind_then_namespace_then_name() {
    let text = spec(
        "
projects:
  zoo:
    create: true
    pullSecrets: [quay, ghcr, ops, everything]
    serviceAccounts: {runner: {}, builder: {link: workload}, default: {}}
    workflows:
      - {generateName: build-, entrypoint: main}
      - {name: archive, kind: WorkflowTemplate, entrypoint: main}
  ant: {create: true, pullSecrets: [quay]}
  images: {}
  shared: {managed: false}
grants:
  - {imagesIn: shared, pullers: [zoo/default]}
  - {imagesIn: images, pullers: [zoo/default, ant/default]}
cluster:
  globalPullSecret: {base: {file: base.json}, registries: [quay]}
",
    );
    with_plan(&text, |plan, findings| {
        assert_eq!(findings, []);
        assert_eq!(
            lines(&plan.objects),
            [
                "Namespace ant/ant",
                "Namespace zoo/zoo",
                "Secret ant/quay",
                "Secret openshift-config/pull-secret",
                "Secret zoo/everything",
                "Secret zoo/ghcr",
                "Secret zoo/quay",
                "ServiceAccount ant/default",
                "ServiceAccount zoo/default",
                "ServiceAccount zoo/runner",
                "RoleBinding images/system:image-puller:ant",
                "RoleBinding images/system:image-puller:zoo",
                "RoleBinding shared/system:image-puller:zoo",
                "Workflow zoo/archive",
                "Workflow zoo/build-",
            ]
        );
        assert_eq!(plan.global_entries.len(), 1);
    });
}

#[test]
fn entries_of_a_secret_are_sorted_by_server_token_services_among_them() {
    let text = spec("projects: {a: {pullSecrets: [both]}}\n");
    with_plan(&text, |plan, findings| {
        assert_eq!(findings, []);
        let (id, _) = plan.projects[0].pull_secrets[0];
        let PullSecretSource::Entries(entries) = &plan.pull_secret(id).content else {
            panic!("a secret of several registries");
        };
        let servers: Vec<&str> = entries.iter().map(|entry| entry.server).collect();
        assert_eq!(
            servers,
            [
                "ghcr.io",
                "quay.io",
                "registry.example.com",
                "sso.example.com"
            ]
        );
    });
}

#[test]
fn the_secret_of_a_token_service_follows_its_registry_everywhere() {
    let text = spec(
        "
projects:
  a:
    pullSecrets: [vendor, quay, vendor, named]
    serviceAccounts:
      default: {pull: [quay, named, vendor], mount: [vendor]}
    workflows:
      - {name: w, pullSecrets: [vendor, quay], internalRegistry: false, entrypoint: main}
",
    );
    with_plan(&text, |plan, findings| {
        assert_eq!(findings, []);
        let names = |ids: Vec<pullsecrets::plan::PullSecretId>| {
            ids.into_iter()
                .map(|id| plan.pull_secret(id).name.to_string())
                .collect::<Vec<_>>()
        };
        let project = &plan.projects[0];
        assert_eq!(
            names(project.pull_secrets.iter().map(|(id, _)| *id).collect()),
            ["vendor", "vendor-auth", "quay", "named", "sso"]
        );
        assert_eq!(
            accounts(plan, "a"),
            [
                "default: pull [quay named sso vendor vendor-auth] mount [vendor vendor-auth] \
                 pinned default-dockercfg"
            ]
        );
        assert_eq!(
            names(project.workflows[0].pull_secrets.clone()),
            ["vendor", "vendor-auth", "quay"]
        );
        assert_eq!(project.workflows[0].pinned, None);
    });
}

#[test]
fn profiles_come_first_and_the_project_wins() {
    let text = spec(
        "
profiles:
  base:
    pullSecrets: [quay, ghcr]
    serviceAccounts:
      default: {pull: [quay], link: plain}
      builder: {}
    workflows: [{name: from-base, entrypoint: main}]
  more:
    pullSecrets: [ghcr, everything]
    serviceAccounts: {default: {pull: [everything]}}
defaults: {use: [base]}
projects:
  plain: {}
  none: {use: [], pullSecrets: [ops]}
  own:
    use: [base, more, base]
    pullSecrets: [ops, quay]
    serviceAccounts: {default: {mount: [ops], link: pinned}, builder: {pull: []}}
    workflows: [{name: own, entrypoint: main}]
",
    );
    with_plan(&text, |plan, findings| {
        assert_eq!(findings, []);
        assert_eq!(
            accounts(plan, "plain"),
            [
                "builder: pull [quay ghcr] pinned builder-dockercfg",
                "default: pull [quay]"
            ]
        );
        assert_eq!(
            accounts(plan, "none"),
            ["default: pull [ops] pinned default-dockercfg"]
        );
        assert_eq!(
            accounts(plan, "own"),
            [
                "builder: pull [] pinned builder-dockercfg",
                "default: pull [everything] mount [ops] pinned default-dockercfg"
            ]
        );
        let workflows: Vec<&str> = plan.projects[2]
            .workflows
            .iter()
            .map(|planned| match planned.workflow.name {
                pullsecrets::model::WorkflowName::Name(name) => name.value,
                _ => "",
            })
            .collect();
        assert_eq!(workflows, ["from-base", "own"]);
    });
}

#[test]
fn links_decide_what_is_pinned() {
    let text = spec(
        "
platform: {link: plain}
projects:
  a:
    pullSecrets: [quay]
    serviceAccounts:
      kept: {link: pinned, internalRegistrySecret: kept-dockercfg-x9z8w}
      plain: {}
      gone: {link: workload}
",
    );
    with_plan(&text, |plan, _| {
        assert_eq!(
            accounts(plan, "a"),
            [
                "gone: pull [quay]",
                "kept: pull [quay] pinned kept-dockercfg-x9z8w",
                "plain: pull [quay]"
            ]
        );
        assert_eq!(
            lines(&plan.objects)[1..],
            ["ServiceAccount a/kept", "ServiceAccount a/plain"]
        );
    });
    let text = spec("platform: {registry: none}\nprojects: {a: {pullSecrets: [quay]}}\n");
    with_plan(&text, |plan, _| {
        assert_eq!(accounts(plan, "a"), ["default: pull [quay]"]);
    });
    let text = spec("platform: {kind: kubernetes}\nprojects: {a: {pullSecrets: [quay]}}\n");
    with_plan(&text, |plan, _| {
        assert_eq!(accounts(plan, "a"), ["default: pull [quay]"]);
    });
}

#[test]
fn a_workflow_that_names_secrets_names_the_pinned_one_too() {
    let text = spec(
        "
projects:
  a:
    pullSecrets: [quay]
    serviceAccounts: {default: {}, runner: {link: plain}}
    workflows:
      - {name: by-default, pullSecrets: [quay], entrypoint: main}
      - {name: names-none, entrypoint: main}
      - {name: left-out, pullSecrets: [quay], internalRegistry: false, entrypoint: main}
      - {name: not-pinned, pullSecrets: [quay], serviceAccount: runner, entrypoint: main}
      - {name: made-by-openshift, pullSecrets: [quay], serviceAccount: pipeline, entrypoint: main}
",
    );
    with_plan(&text, |plan, findings| {
        assert_eq!(findings, []);
        let pinned: Vec<Option<&str>> = plan.projects[0]
            .workflows
            .iter()
            .map(|workflow| workflow.pinned.as_deref())
            .collect();
        assert_eq!(pinned, [Some("default-dockercfg"), None, None, None, None]);
    });
}

#[test]
fn grants_merge_by_pair_and_by_name_and_sort_their_subjects() {
    let text = spec(
        r#"
projects:
  images: {}
  a: {serviceAccounts: {web: {}, api: {}}}
  b: {}
  others: {managed: false}
grants:
  - {imagesIn: images, pullers: [a/web, b/default]}
  - {imagesIn: images, pullers: [a/api, a/*, a/web]}
  - {imagesIn: images, pullers: [b/*, a/web, others/whoever], name: shared}
  - {imagesIn: images, pullers: ["*"]}
"#,
    );
    with_plan(&text, |plan, findings| {
        assert_eq!(findings, []);
        let bindings: Vec<(&str, &[SubjectPlan<'_>])> = plan
            .bindings
            .iter()
            .map(|binding| (binding.name.as_ref(), binding.subjects.as_slice()))
            .collect();
        use SubjectPlan::{Account, Everyone, Project};
        assert_eq!(
            bindings,
            [
                (
                    "shared",
                    &[
                        Project("b"),
                        Account("a", "web"),
                        Account("others", "whoever")
                    ][..]
                ),
                (
                    "system:image-puller:a",
                    &[Project("a"), Account("a", "api"), Account("a", "web")][..]
                ),
                ("system:image-puller:b", &[Account("b", "default")][..]),
                (
                    "system:image-puller:system:serviceaccounts",
                    &[Everyone][..]
                ),
            ]
        );
    });
}

#[test]
fn references_that_lead_nowhere_are_reported_once_each() {
    let text = spec(
        "
profiles:
  team:
    pullSecrets: [qauy]
    serviceAccounts: {default: {pull: [everything]}}
projects:
  a: {use: [team]}
  b: {use: [team]}
  c: {use: [taem], pullSecrets: [quay]}
  d: {pullSecrets: [vendor-auth, quay], serviceAccounts: {default: {pull: [ghcr]}}}
  e:
    pullSecrets: [quay]
    serviceAccounts: {web: {pull: [ghcr]}}
    workflows: [{name: w, serviceAccount: wbe, entrypoint: main}]
grants:
  - {imagesIn: f, pullers: [e/web, e/nobody, g/*, e/defualt]}
",
    );
    with_plan(&text, |plan, findings| {
        assert_eq!(
            codes(findings),
            [
                (
                    "PS0103",
                    "`qauy` is neither a registry nor a secret of this file"
                ),
                ("PS0104", "`taem` is not a profile of this file"),
                (
                    "PS0103",
                    "`vendor-auth` is neither a registry nor a secret of this file"
                ),
                ("PS0106", "`wbe` is not a service account of `e`"),
                ("PS0107", "`ghcr` is not a pull secret of `e`"),
                ("PS0105", "`f` is not a project of this file"),
                ("PS0106", "`nobody` is not a service account of `e`"),
                ("PS0105", "`g` is not a project of this file"),
                ("PS0106", "`defualt` is not a service account of `e`"),
            ]
        );
        assert_eq!(
            findings[8].help.as_deref(),
            Some("did you mean `default`?"),
            "the accounts of every project are near names too"
        );
        assert_eq!(
            findings[0].help.as_deref(),
            Some("did you mean `quay`?"),
            "a near name is proposed"
        );
        assert_eq!(plan.bindings.len(), 0);
    });
}

#[test]
fn only_so_many_undefined_names_are_kept() {
    let mut text = spec("projects:\n  project-a:\n    pullSecrets: [");
    for number in 0..120_000 {
        let _ = write!(text, "n{number},");
    }
    text.push_str("]\n");
    with_plan(&text, |_, findings| {
        assert_eq!(findings.len(), MOST_FINDINGS)
    });
}

#[test]
fn a_profile_may_pull_what_its_projects_bring() {
    let text = spec(
        "
profiles: {team: {serviceAccounts: {default: {pull: [quay]}}}}
projects:
  a: {use: [team], pullSecrets: [quay]}
  b: {use: [team], pullSecrets: [ghcr]}
  c: {use: [team], pullSecrets: [ghcr]}
",
    );
    with_plan(&text, |_, findings| {
        assert_eq!(
            codes(findings),
            [("PS0107", "`quay` is not a pull secret of `b`")]
        );
    });
}

/// A subject as `oc policy add-role-to-user` and `add-role-to-group` write it.
#[test]
fn subjects_are_those_of_the_real_commands() {
    let text = spec(
        r#"
projects: {project-a: {}, project-b: {}}
grants:
  - {imagesIn: project-b, pullers: [project-a/default, project-a/*, "*"], name: all}
"#,
    );
    let recorded = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../shared/reference/oc/policy-add-role.txt"
    );
    let recorded = std::fs::read_to_string(recorded).ok();
    with_plan(&text, |plan, _| {
        let spelled: Vec<String> = plan.bindings[0]
            .subjects
            .iter()
            .map(|subject| match subject {
                SubjectPlan::Everyone => group("system:serviceaccounts"),
                SubjectPlan::Project(project) => {
                    group(&format!("system:serviceaccounts:{project}"))
                }
                SubjectPlan::Account(project, account) => {
                    format!("- kind: ServiceAccount\n  name: {account}\n  namespace: {project}\n")
                }
            })
            .collect();
        assert_eq!(spelled.len(), 3);
        for (subject, recorded) in spelled
            .iter()
            .flat_map(|subject| recorded.iter().map(move |recorded| (subject, recorded)))
        {
            assert!(
                recorded.contains(&format!("\nsubjects:\n{subject}[rc=0]")),
                "{subject}"
            );
        }
    });
}

fn group(name: &str) -> String {
    format!("- apiGroup: rbac.authorization.k8s.io\n  kind: Group\n  name: {name}\n")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever the order of projects and grants, the same objects come out in the same order.
    #[test]
    fn the_order_of_projects_does_not_matter(
        (projects, grants) in (1_usize..12).prop_flat_map(|count| {
            let indices: Vec<usize> = (0..count).collect();
            (
                Just(indices).prop_shuffle(),
                proptest::collection::vec((0..count, 0..count, any::<bool>()), 0..8)
                    .prop_flat_map(|grants| (Just(grants.clone()), Just(grants).prop_shuffle())),
            )
        }),
    ) {
        let write = |order: &[usize], grants: &[(usize, usize, bool)]| {
            let mut text = spec("projects:\n");
            for index in order {
                let secret = ["quay", "vendor", "both"][index % 3];
                let _ = writeln!(
                    text,
                    "  p{index}: {{create: {}, pullSecrets: [{secret}, ghcr]}}",
                    index % 2 == 0
                );
            }
            text.push_str("grants:\n");
            for (images_in, puller, whole) in grants {
                let account = if *whole { "*" } else { "default" };
                let _ = writeln!(text, "  - {{imagesIn: p{images_in}, pullers: [p{puller}/{account}]}}");
            }
            if grants.is_empty() {
                text.push_str("  []\n");
            }
            text
        };
        let sorted: Vec<usize> = (0..projects.len()).collect();
        let (written, shuffled) = grants;
        let describe = |text: &str| {
            with_plan(text, |plan, findings| {
                let subjects: Vec<String> = plan
                    .bindings
                    .iter()
                    .map(|binding| format!("{} {:?}", binding.name, binding.subjects))
                    .collect();
                (findings.len(), lines(&plan.objects), subjects)
            })
        };
        prop_assert_eq!(
            describe(&write(&sorted, &written)),
            describe(&write(&projects, &shuffled))
        );
    }
}
