//! `pullsecrets audit` as users run it: what it takes, what it finds, what it says, and that no
//! credential is in it.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod peers;
mod recorded;
mod running;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use proptest::prelude::*;
use pullsecrets::audit::{self, Text};
use pullsecrets::credential::{Answers, Request};
use pullsecrets::pipeline::{Options, Outside, compile};
use pullsecrets::resolve::Facts;
use pullsecrets::source::{Masking, Source, SourceId};
use serde_json::Value;

use recorded::hold;
use running::feed;

const SPEC: &str = "apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: acme}
registries:
  quay: {server: quay.io/acme, username: acme+ci, password: {env: QUAY_TOKEN}}
  vendor: {server: registry.vendor.example, username: acme, password: {env: VENDOR_TOKEN}}
  stars: {server: \"*.stars.example\", username: acme, password: {env: STARS_TOKEN}}
secrets:
  from-ops: {existing: true}
projects:
  project-a:
    pullSecrets: [quay, vendor]
    serviceAccounts: {default: {pull: [quay]}, worker: {pull: []}, both: {}}
  project-b: {pullSecrets: [from-ops]}
  project-c:
    pullSecrets: [quay]
    serviceAccounts: {default: {link: workload}}
  partner: {managed: false}
grants:
  - {imagesIn: project-b, pullers: [project-a/worker, partner/tracker]}
";

const REGISTRY: &str = "image-registry.openshift-image-registry.svc:5000";

/// What a run printed and how it ended.
struct Said {
    status: i32,
    out: String,
    err: String,
}

impl Said {
    /// Codes and places, as `concise` prints them.
    fn findings(&self) -> Vec<String> {
        let words = |line: &str| {
            let (place, rest) = line.split_once(": ")?;
            let code = rest.split(['[', ']']).nth(1)?;
            Some(format!("{code} {place}"))
        };
        self.out.lines().filter_map(words).collect()
    }
}

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn run(folder: &Path, arguments: &[&str], input: &str) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pullsecrets"));
    let output = feed(
        command.args(arguments).current_dir(folder).env_clear(),
        input,
    );
    Said {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder with the spec and these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("pullsecrets.yaml"), SPEC).unwrap();
    for (name, text) in files {
        let path = place.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    place
}

/// Audits standard input.
fn audit(manifests: &str, options: &[&str]) -> Said {
    let place = folder(&[]);
    let arguments = [&["audit", "--output-format", "concise", "-"], options].concat();
    run(place.path(), &arguments, manifests)
}

fn pod(image: &str, more: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata: {{name: app, namespace: project-a}}\nspec:\n{more}  containers:\n    - {{name: app, image: \"{image}\"}}\n"
    )
}

#[test]
fn every_kind_that_makes_pods_is_seen() {
    let spec = "containers: [{name: c, image: registry.vendor.example/c}]";
    let template = format!("spec: {{template: {{spec: {{{spec}}}}}}}");
    let argo = "templates: [{name: t, container: {image: registry.vendor.example/c}}]";
    let kinds = [
        ("v1", "Pod", format!("spec: {{{spec}}}")),
        (
            "v1",
            "PodTemplate",
            format!("template: {{spec: {{{spec}}}}}"),
        ),
        ("v1", "ReplicationController", template.clone()),
        ("apps/v1", "Deployment", template.clone()),
        ("apps/v1", "ReplicaSet", template.clone()),
        ("apps/v1", "StatefulSet", template.clone()),
        ("apps/v1", "DaemonSet", template.clone()),
        ("batch/v1", "Job", template.clone()),
        (
            "batch/v1",
            "CronJob",
            format!("spec: {{jobTemplate: {{{template}}}}}"),
        ),
        ("apps.openshift.io/v1", "DeploymentConfig", template.clone()),
        ("serving.knative.dev/v1", "Service", template.clone()),
        (
            "argoproj.io/v1alpha1",
            "Workflow",
            format!("spec: {{{argo}}}"),
        ),
        (
            "argoproj.io/v1alpha1",
            "WorkflowTemplate",
            format!("spec: {{{argo}}}"),
        ),
        (
            "argoproj.io/v1alpha1",
            "CronWorkflow",
            format!("spec: {{workflowSpec: {{{argo}}}}}"),
        ),
    ];
    for (version, kind, body) in kinds {
        let text = format!(
            "apiVersion: {version}\nkind: {kind}\nmetadata: {{name: app, namespace: project-a}}\n{body}\n"
        );
        let column = body.find("registry.vendor").unwrap() + 1;
        let said = audit(&text, &[]);
        assert_eq!(
            said.findings(),
            [format!("PS0701 <stdin>:4:{column}")],
            "{kind}: {}{}",
            said.out,
            said.err
        );
        assert_eq!((said.status, said.err.as_str()), (1, ""));
    }
    // A kind that makes no pods, and one that is not known.
    let other = format!(
        "apiVersion: v1\nkind: Service\n{template}\n---\napiVersion: x/v1\nkind: Y\n{template}\n"
    );
    let said = audit(&other, &["--strict"]);
    assert_eq!((said.findings(), said.status), (vec![], 0));
}

#[test]
fn init_and_ephemeral_containers_and_image_volumes_count_and_what_is_never_pulled_does_not() {
    let said = audit(
        "apiVersion: v1
kind: Pod
metadata: {name: app, namespace: project-a}
spec:
  initContainers: [{name: a, image: registry.vendor.example/a}]
  containers:
    - {name: b, image: registry.vendor.example/b, imagePullPolicy: Never}
    - {name: b, image: quay.io/acme/b}
  ephemeralContainers: [{name: c, image: registry.vendor.example/c}]
  volumes: [{name: d, image: {reference: registry.vendor.example/d}}]
",
        &[],
    );
    assert_eq!(
        said.findings(),
        [
            "PS0701 <stdin>:5:37",
            "PS0701 <stdin>:9:42",
            "PS0701 <stdin>:10:42"
        ]
    );
}

#[test]
fn the_whole_chain_is_asked() {
    let own = |names: &str| format!("  imagePullSecrets: [{names}]\n");
    let vendor = "registry.vendor.example/tool:1";
    let lies_in_b = format!("{REGISTRY}/project-b/app:1");
    let lies_in_a = format!("{REGISTRY}/project-a/app:1");
    let cases: &[(&str, String, &[&str])] = &[
        // The account's list, the pod's own.
        ("quay.io/acme/app", String::new(), &[]),
        (vendor, String::new(), &["PS0701"]),
        (vendor, "  serviceAccountName: both\n".into(), &[]),
        (vendor, "  serviceAccount: both\n".into(), &[]),
        (vendor, own("{name: vendor}"), &[]),
        (
            "quay.io/acme/app",
            own("{name: vendor}"),
            &["PS0702", "PS0701"],
        ),
        ("quay.io/acme/app", own("{name: vendor}, {name: quay}"), &[]),
        ("quay.io/acme/app", own(""), &[]),
        // What the spec does not know is public; a prefix of a path is no whole part.
        ("docker.io/library/nginx", String::new(), &[]),
        ("quay.io/prometheus/prometheus", String::new(), &[]),
        ("quay.io/acmeology/app", String::new(), &[]),
        ("a.stars.example/app", String::new(), &["PS0701"]),
        // The integrated registry: the project's own right, grants, who the pod is.
        (&lies_in_a, String::new(), &[]),
        (&lies_in_b, String::new(), &["PS0706"]),
        (&lies_in_b, "  serviceAccountName: worker\n".into(), &[]),
        (&lies_in_a, own("{name: quay}"), &["PS0702", "PS0701"]),
        (&lies_in_a, own("{name: default-dockercfg}"), &[]),
        (&lies_in_a, own("{name: default-dockercfg-x9z8w}"), &[]),
        // Names that are not there.
        ("nginx", own("{name: qauy}"), &["PS0703"]),
        ("nginx", own("{name: from-ops}"), &["PS0703"]),
        (
            "nginx",
            "  serviceAccountName: wroker\n".into(),
            &["PS0707"],
        ),
        ("nginx", "  serviceAccountName: builder\n".into(), &[]),
        ("quay.io/Acme/app", String::new(), &["PS0712"]),
    ];
    for (image, more, codes) in cases {
        let said = audit(&pod(image, more), &[]);
        let found: Vec<_> = said
            .findings()
            .iter()
            .map(|finding| finding[..6].to_owned())
            .collect();
        assert_eq!(&found, codes, "{image} {more}: {}{}", said.out, said.err);
    }
}

#[test]
fn audit_and_resolve_agree() {
    let place = folder(&[]);
    let images = [
        "quay.io/acme/app:1".to_owned(),
        "registry.vendor.example/tool".to_owned(),
        "a.stars.example/app".to_owned(),
        format!("{REGISTRY}/project-b/app"),
        format!("{REGISTRY}/project-a/app"),
    ];
    for image in &images {
        for account in ["default", "worker", "both"] {
            for own in [None, Some("vendor"), Some("default-dockercfg")] {
                let mut arguments = vec!["resolve", image, "--project", "project-a"];
                arguments.extend(["--service-account", account, "--format", "json"]);
                let mut more = format!("  serviceAccountName: {account}\n");
                if let Some(own) = own {
                    arguments.extend(["--pull-secret", own]);
                    more.push_str(&format!("  imagePullSecrets: [{{name: {own}}}]\n"));
                }
                let resolved = run(place.path(), &arguments, "");
                let resolved: Value = serde_json::from_str(&resolved.out).unwrap();
                let pulls =
                    ["credentials", "grant"].contains(&resolved["verdict"].as_str().unwrap());
                let said = audit(&pod(image, &more), &[]);
                assert_eq!(
                    said.status,
                    i32::from(!pulls),
                    "{image} {more} {resolved} {}",
                    said.out
                );
            }
        }
    }
}

#[test]
fn projects_of_others_are_not_judged_by_ours() {
    let in_project = |project: &str, image: &str, more: &str| {
        let text = pod(image, more).replace("project-a", project);
        audit(&text, &[]).findings().join(" ")
    };
    let own = "  imagePullSecrets: [{name: theirs}]\n";
    assert_eq!(in_project("partner", "quay.io/acme/app", ""), "");
    assert_eq!(in_project("partner", "quay.io/acme/app", own), "");
    assert_eq!(in_project("elsewhere", "quay.io/acme/app", own), "");
    assert_eq!(in_project("elsewhere", "nginx", ""), "");
    assert_eq!(
        in_project("elsewhere", "quay.io/acme/app", ""),
        "PS0701 <stdin>:6:26"
    );
    let ours = "  imagePullSecrets: [{name: quay}]\n";
    assert_eq!(
        in_project("project-d", "nginx", ours),
        "PS0703 <stdin>:5:29"
    );
    let lies_in_b = format!("{REGISTRY}/project-b/app");
    let tracker = "  serviceAccountName: tracker\n";
    assert_eq!(in_project("partner", &lies_in_b, tracker), "");
    assert_eq!(in_project("partner", &lies_in_b, ""), "PS0706 <stdin>:6:26");
    // Under `link: workload` what runs must name its secrets.
    let said = audit(
        &pod("quay.io/acme/app", "").replace("project-a", "project-c"),
        &[],
    );
    assert_eq!(said.findings(), ["PS0701 <stdin>:6:26"]);
    assert_eq!(in_project("project-c", "quay.io/acme/app", ours), "");
    // What others make under a name of the spec may hold anything.
    let unknown = "  imagePullSecrets: [{name: from-ops}]\n";
    assert_eq!(in_project("project-b", "quay.io/acme/app", unknown), "");
}

#[test]
fn what_the_manifests_bring_along_counts() {
    let brought = "apiVersion: v1
kind: ServiceAccount
metadata: {name: own, namespace: project-a}
imagePullSecrets: [{name: bag}]
---
apiVersion: v1
kind: Secret
metadata: {name: bag, namespace: project-a}
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: '{\"auths\": {\"registry.vendor.example\": {\"auth\": \"YTpi\"}}}'
---
";
    let by_account = pod("registry.vendor.example/x", "  serviceAccountName: own\n");
    let by_pod = pod(
        "registry.vendor.example/x",
        "  imagePullSecrets: [{name: bag}]\n",
    );
    let text = format!("{brought}{by_account}---\n{by_pod}");
    assert_eq!(audit(&text, &[]).out, "");
    // The secret is of one project, and holds one registry.
    let elsewhere = by_pod.replace("namespace: project-a", "namespace: project-b");
    let said = audit(&format!("{brought}{elsewhere}"), &[]);
    assert_eq!(
        said.findings(),
        ["PS0703 <stdin>:17:29", "PS0701 <stdin>:19:26"]
    );
    let other = pod("a.stars.example/x", "  serviceAccountName: own\n");
    let said = audit(&format!("{brought}{other}"), &[]);
    assert_eq!(said.findings(), ["PS0701 <stdin>:19:26"]);
}

#[test]
fn bindings_of_the_manifests_grant_too() {
    let lies_in_b = pod(&format!("{REGISTRY}/project-b/app"), "");
    let bound = |subject: &str, role: &str| {
        let binding = format!(
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {{name: x, namespace: project-b}}\nroleRef: {{kind: ClusterRole, name: '{role}'}}\nsubjects: [{subject}]\n---\n"
        );
        audit(&format!("{binding}{lies_in_b}"), &[])
            .findings()
            .len()
    };
    let role = "system:image-puller";
    for subject in [
        "{kind: ServiceAccount, name: default, namespace: project-a}",
        "{kind: Group, name: 'system:serviceaccounts:project-a'}",
        "{kind: Group, name: 'system:authenticated'}",
        "{kind: User, name: 'system:serviceaccount:project-a:default'}",
    ] {
        assert_eq!(bound(subject, role), 0, "{subject}");
        assert_eq!(bound(subject, "system:image-signer"), 1, "{subject}");
    }
    assert_eq!(bound("{kind: ServiceAccount, name: default}", role), 1);
    assert_eq!(
        bound(
            "{kind: ServiceAccount, name: worker, namespace: project-a}",
            role
        ),
        1
    );
}

#[test]
fn a_namespace_is_written_said_or_the_only_one() {
    let homeless = pod("registry.vendor.example/x", "").replace(", namespace: project-a", "");
    let said = audit(&format!("{homeless}---\n{homeless}"), &[]);
    assert_eq!(said.findings(), ["PS0711 <stdin>:2:7"]);
    assert_eq!(said.status, 0);
    assert_eq!(audit(&homeless, &["--deny", "warnings"]).status, 1);
    let said = audit(&homeless, &["--namespace", "project-a"]);
    assert_eq!(said.findings(), ["PS0701 <stdin>:6:26"]);
    // Images that no project needs a credential for can be pulled anywhere.
    let public = homeless.replace("registry.vendor.example/x", "nginx");
    assert_eq!(audit(&public, &[]).out, "");
    let unmade = public.replace("spec:\n", "spec:\n  imagePullSecrets: [{name: qauy}]\n");
    assert_eq!(audit(&unmade, &[]).findings(), ["PS0703 <stdin>:5:29"]);

    let place = folder(&[("app.yaml", &homeless)]);
    let one = SPEC.replace("  project-b: {pullSecrets: [from-ops]}\n", "");
    let one = one.split("  project-c:").next().unwrap();
    let one = one.replace("secrets:\n  from-ops: {existing: true}\n", "");
    fs::write(place.path().join("pullsecrets.yaml"), one).unwrap();
    let said = run(
        place.path(),
        &["audit", "app.yaml", "--output-format", "concise"],
        "",
    );
    assert_eq!(said.findings(), ["PS0701 app.yaml:6:26"], "{}", said.err);
}

#[test]
fn files_folders_and_standard_input_are_taken() {
    let bad = pod("registry.vendor.example/x", "");
    let json = "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [\n{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"x\", \"namespace\": \"project-a\"},\n\"spec\": {\"containers\": [{\"name\": \"c\",\n\t\"image\": \"registry.vendor.example/x\"}]}}]}\n";
    let place = folder(&[
        ("all/z.yml", &bad),
        ("all/b/list.json", json),
        (
            "all/a.yaml",
            &format!("---\n{bad}---\n---\n# nothing\n---\n{bad}"),
        ),
        ("all/.hidden/x.yaml", &bad),
        ("all/values.yaml", "image: registry.vendor.example/x\n"),
        ("all/kustomization.yaml", "resources: [a.yaml]\n"),
        ("all/empty.yaml", ""),
        ("all/notes.txt", "{{ nothing }}"),
        ("one.yaml", &bad),
        ("none/notes.txt", ""),
    ]);
    let audit = |arguments: &[&str], input: &str| {
        let fixed = ["audit", "--output-format", "concise"];
        run(place.path(), &[&fixed, arguments].concat(), input)
    };
    let said = audit(&["one.yaml", "all", "-"], &bad);
    assert_eq!(
        said.findings(),
        [
            "PS0701 one.yaml:6:26",
            "PS0701 all/a.yaml:7:26",
            "PS0701 all/a.yaml:17:26",
            "PS0701 all/b/list.json:4:11",
            "PS0701 all/z.yml:6:26",
            "PS0701 <stdin>:6:26",
        ],
        "{}",
        said.err
    );
    let said = audit(&["-f", "pullsecrets.yaml", "one.yaml", "all/z.yml"], "");
    assert_eq!((said.findings().len(), said.status), (2, 1));
    for (arguments, words) in [
        (
            &["missing.yaml"][..],
            "`missing.yaml` cannot be read: there is no such file",
        ),
        (&["none"], "folder `none` holds no manifests"),
        (&["-f", "-", "-"], "standard input"),
        (
            &["-f", "missing.yaml", "one.yaml"],
            "`missing.yaml` cannot be read",
        ),
        (&["--allow", "PS9999", "one.yaml"], "no finding"),
        (&[], "required"),
    ] {
        let said = audit(arguments, "");
        assert_eq!((said.status, said.out.as_str()), (2, ""), "{arguments:?}");
        assert!(said.err.contains(words), "{arguments:?}: {}", said.err);
    }
    let said = run(
        &place.path().join("all/b"),
        &[
            "audit",
            "-f",
            "../../pullsecrets.yaml",
            "--output-format",
            "concise",
            ".",
        ],
        "",
    );
    assert_eq!(said.findings(), ["PS0701 list.json:4:11"]);
    let said = audit(&["-f", "-", "one.yaml"], SPEC);
    assert_eq!(said.findings(), ["PS0701 one.yaml:6:26"]);
}

#[test]
fn findings_are_silenced_and_raised() {
    let image = "registry.vendor.example/x";
    let silenced = pod(image, "").replace(
        "\"}\n",
        "\"} # pullsecrets: allow PS0701 because it is public\n",
    );
    assert_eq!(audit(&silenced, &[]).out, "");
    assert_eq!(
        audit(&silenced, &["--no-suppressions"]).findings(),
        ["PS0701 <stdin>:6:26"]
    );
    let unreasoned = silenced.replace(" because it is public", "");
    let said = audit(&unreasoned, &[]);
    assert!(
        said.out.contains("PS0902") && said.out.contains("PS0701"),
        "{}",
        said.out
    );
    let unused = silenced.replace(image, "nginx");
    assert_eq!(audit(&unused, &[]).findings(), ["PS0901 <stdin>:6:56"]);
    assert_eq!(audit(&pod(image, ""), &["--allow", "PS0701"]).out, "");
    // A code that cannot be found in this run is no unused suppression.
    let strict = silenced.replace("PS0701", "PS0709").replace(image, "nginx");
    assert_eq!(audit(&strict, &[]).out, "");
    assert_eq!(audit(&strict, &["--strict"]).out, "");

    // The spec's own `allow`, used or not.
    let place = folder(&[
        ("app.yaml", &pod(image, "")),
        ("other.yaml", &pod("nginx", "")),
    ]);
    let spec = format!(
        "{SPEC}allow:\n  - {{code: PS0701, because: the vendor shows all images to all}}\n"
    );
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    for file in ["app.yaml", "other.yaml"] {
        let said = run(place.path(), &["audit", file], "");
        assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
    }
    let said = run(place.path(), &["check"], "");
    assert!(!said.out.contains("PS0901"), "{}", said.out);

    // What no spec can know better stays.
    let broken = "apiVersion: v1\nkind: Secret\nmetadata: {name: x}\ntype: kubernetes.io/dockerconfigjson\ndata:\n  .dockerconfigjson: '%' # pullsecrets: allow PS0705 because I say so\n";
    let said = audit(broken, &[]);
    assert!(
        said.out.contains("PS0705") && said.out.contains("PS0903"),
        "{}",
        said.out
    );

    let own = pod("quay.io/acme/x", "  imagePullSecrets: [{name: vendor}]\n");
    let said = audit(&own, &["--allow", "PS0701"]);
    assert_eq!(said.status, 0, "{}", said.out);
    let said = audit(&own, &["--allow", "PS0701", "--deny", "PS0702"]);
    assert_eq!(said.status, 1, "{}", said.out);
}

#[test]
fn every_format_tells_the_same() {
    let place = folder(&[("app.yaml", &pod("registry.vendor.example/x", ""))]);
    for format in ["full", "concise", "json", "sarif", "github", "gitlab"] {
        let said = run(
            place.path(),
            &["audit", "app.yaml", "--output-format", format],
            "",
        );
        assert_eq!((said.status, said.err.as_str()), (1, ""), "{format}");
        assert!(
            said.out.contains("PS0701") && said.out.contains("app.yaml"),
            "{format}: {}",
            said.out
        );
        if ["json", "sarif", "gitlab"].contains(&format) {
            serde_json::from_str::<Value>(&said.out).unwrap();
        }
    }
}

#[test]
fn a_spec_with_errors_is_reported_first() {
    let place = folder(&[("app.yaml", &pod("nginx", ""))]);
    fs::write(
        place.path().join("pullsecrets.yaml"),
        SPEC.replace("[quay, vendor]", "[qauy, vendor]"),
    )
    .unwrap();
    let said = run(
        place.path(),
        &["audit", "app.yaml", "--output-format", "json"],
        "",
    );
    assert_eq!(said.status, 1);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report["findings"][0]["code"], "PS0103", "{report}");
}

#[test]
fn whole_files_count_once_they_are_read() {
    let place = folder(&[
        ("app.yaml", &pod("registry.whole.example/x", "")),
        (
            "auth.json",
            "{\"auths\": {\"registry.other.example\": {\"auth\": \"YTpi\"}}}",
        ),
    ]);
    let spec = "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: x}\nregistries:\n  whole: {server: registry.whole.example, username: a, password: {env: UNSET}}\nsecrets:\n  file: {authFile: {file: auth.json}}\nprojects:\n  project-a: {pullSecrets: [file]}\n  project-b: {pullSecrets: [whole]}\n";
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    // Unread, the file may hold anything.
    let said = run(place.path(), &["audit", "app.yaml"], "");
    assert_eq!((said.status, said.out.as_str()), (0, ""), "{}", said.err);
    let spec = spec.replace("{env: UNSET}", "not-a-real-password");
    fs::write(place.path().join("pullsecrets.yaml"), spec).unwrap();
    let said = run(
        place.path(),
        &[
            "audit",
            "--credentials",
            "--output-format",
            "concise",
            "app.yaml",
        ],
        "",
    );
    assert_eq!(said.findings(), ["PS0701 app.yaml:6:26"], "{}", said.err);
}

#[test]
fn no_credential_is_ever_printed() {
    const MARK: &str = "hunter2MARKED";
    let encoded = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        format!("user:{MARK}"),
    );
    let secret = |kind: &str, body: &str| {
        format!(
            "apiVersion: v1\nkind: Secret\nmetadata: {{name: s, namespace: project-a}}\ntype: {kind}\n{body}\n---\n{}",
            pod(
                "quay.io/acme/x",
                "  imagePullSecrets: [{name: s}]\n  env: [{name: A, value: hunter2MARKED}]\n"
            )
        )
    };
    let json = "kubernetes.io/dockerconfigjson";
    let texts = [
        secret(
            json,
            &format!("stringData: {{.dockerconfigjson: '{MARK}'}}"),
        ),
        secret(json, &format!("data: {{.dockerconfigjson: '{MARK}%'}}")),
        secret(
            json,
            &format!(
                "stringData:\n  .dockerconfigjson: '{{\"auths\": {{\"{MARK}\": {{\"auth\": \"{MARK}\"}}}}}}'"
            ),
        ),
        secret(
            json,
            &format!(
                "stringData:\n  .dockerconfigjson: '{{\"auths\": {{\"quay.io\": {{\"auth\": \"{encoded}\", \"password\": 7}}}}}}'"
            ),
        ),
        secret(
            json,
            &format!("stringData:\n  .dockerconfigjson: |\n    {{\"auths\": [\"{MARK}\"]}}"),
        ),
        secret(
            "Opaque",
            &format!("stringData:\n  .dockerconfigjson: {MARK}\n  password: {MARK}"),
        ),
        secret(
            "Opaque",
            &format!("stringData: {{password: {MARK}, a: [{MARK}]"),
        ),
        secret("Opaque", &format!("stringData:\n\tpassword: {MARK}")),
        secret(
            "Opaque",
            &format!("stringData:\n  password: {MARK}\n  token: {{{{ .Values.x }}}}"),
        ),
        secret(json, &format!("{MARK}\n  {MARK}")),
        format!("{{{{ .Values.x }}}}\npassword: {MARK}\n"),
    ];
    for text in &texts {
        for format in ["full", "concise", "json", "sarif", "github", "gitlab"] {
            let place = folder(&[("app.yaml", text)]);
            let arguments = ["audit", "--strict", "--output-format", format, "app.yaml"];
            let said = run(place.path(), &arguments, "");
            let all = format!("{}{}", said.out, said.err);
            assert!(!all.contains(MARK), "{format}: {text}\n{all}");
            assert!(!all.contains(&encoded), "{format}: {text}\n{all}");
            assert_eq!(said.status, 1, "{format}: {text}\n{all}");
        }
    }
}

/// The names of the examples that hold a spec, sorted.
fn examples() -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(project().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|folder| folder.join("pullsecrets.yaml").is_file())
        .collect();
    found.sort();
    found
}

#[test]
fn what_the_compiler_makes_passes_its_own_audit() {
    for example in examples() {
        let built = run(&example, &["build"], "");
        let said = run(&example, &["audit", "--strict", "-"], &built.out);
        assert_eq!(
            (said.status, said.out.as_str()),
            (0, ""),
            "{example:?}: {}",
            said.err
        );
    }
}

#[test]
fn the_example_is_mended_by_its_mended_half() {
    let example = project().join("examples/audit");
    let golden = project().join("golden/audit/workloads.txt");
    let said = run(&example, &["audit", "workloads"], "");
    assert_eq!(said.status, 1);
    hold(&golden, &said.out);
    let said = run(&example, &["audit", "mended"], "");
    assert_eq!((said.status, said.out.as_str()), (0, ""));
}

#[test]
fn what_helm_and_kustomize_print_is_taken() {
    let chart = [
        (
            "chart/Chart.yaml",
            "apiVersion: v2\nname: app\nversion: 1.0.0\n",
        ),
        ("chart/values.yaml", "image: registry.vendor.example/x\n"),
        (
            "chart/templates/app.yaml",
            "{{- if .Values.image }}\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}\nspec:\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec:\n      serviceAccountName: {{ .Release.Name }}\n      containers:\n        - name: app\n          image: {{ .Values.image | quote }}\n{{- end }}\n---\napiVersion: v1\nkind: ServiceAccount\nmetadata: {name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}\n",
        ),
        (
            "base/kustomization.yaml",
            "namespace: project-a\nresources: [app.yaml]\nimages: [{name: app, newName: registry.vendor.example/x}]\n",
        ),
        (
            "base/app.yaml",
            "apiVersion: batch/v1\nkind: Job\nmetadata: {name: app}\nspec:\n  template:\n    spec:\n      restartPolicy: Never\n      containers: [{name: app, image: app}]\n",
        ),
    ];
    let place = folder(&chart);
    let said = run(
        place.path(),
        &["audit", "--output-format", "concise", "chart"],
        "",
    );
    assert_eq!(
        (said.status, said.out.lines().count()),
        (1, 1),
        "{}",
        said.out
    );
    assert!(said.out.contains("PS0708") && said.out.contains("chart/templates"));

    let programs = [
        ("helm", &["template", "web", "chart", "-n", "project-a"][..]),
        ("kubectl", &["kustomize", "base"]),
    ];
    for (program, arguments) in programs {
        let Some(mut command) = peers::peer(program) else {
            continue;
        };
        let printed = command
            .args(arguments)
            .current_dir(place.path())
            .env("HOME", place.path())
            .output()
            .unwrap();
        let text = String::from_utf8(printed.stdout).unwrap();
        assert!(printed.status.success(), "{program}: {text}");
        let said = run(
            place.path(),
            &["audit", "--output-format", "concise", "-"],
            &text,
        );
        let codes: Vec<_> = said
            .findings()
            .iter()
            .map(|finding| finding[..6].to_owned())
            .collect();
        assert_eq!(codes, ["PS0701"], "{program}: {text}\n{}", said.out);
    }
}

/// A world without files and variables.
struct Nothing;

impl Outside for Nothing {
    fn answer<'t>(&mut self, _: &[Request<'t>]) -> Answers<'t> {
        Answers::default()
    }
}

/// Audits a text without the command.
fn found(text: &str, strict: bool) -> usize {
    let spec = Source::new("pullsecrets.yaml", SPEC, Masking::Spec);
    let manifest = Source::new("app.yaml", text, Masking::Manifest);
    let texts = [Text::read(&manifest, SourceId(0), None)];
    compile(
        &spec,
        SourceId(0),
        &Options::default(),
        &mut Nothing,
        |compiled| {
            let program = compiled.program.unwrap();
            let facts = Facts {
                spec: program.spec,
                plan: program.plan,
                decoded: program.decoded,
                secrets: program.lowering.secrets(),
            };
            let namespace = Some("project-a");
            let options = audit::Options { namespace, strict };
            let findings = audit::audit(facts, &texts, options);
            for finding in &findings {
                if let pullsecrets::finding::Place::Span(span) = finding.place {
                    assert!(span.start <= span.end && span.end as usize <= text.len());
                    let (start, end) = (span.start as usize, span.end as usize);
                    assert!(text.get(start..end).is_some(), "{finding:?}");
                }
            }
            findings.len()
        },
    )
}

/// Words that mean something to an audit, and others.
fn word() -> impl Strategy<Value = String> {
    let known = [
        "kind",
        "Pod",
        "List",
        "items",
        "apiVersion",
        "v1",
        "spec",
        "containers",
        "image",
        "imagePullSecrets",
        "name",
        "metadata",
        "namespace",
        "project-a",
        "Secret",
        "type",
        "data",
        "stringData",
        ".dockerconfigjson",
        "Opaque",
        "kubernetes.io/dockerconfigjson",
        "ServiceAccount",
        "serviceAccountName",
        "quay.io/acme/app",
        "{{ .Values.x }}",
        "{{item}}",
        "${X}",
        "template",
        "Deployment",
        "apps/v1",
        "templates",
        "Workflow",
        "sops",
        "argoproj.io/v1alpha1",
        "&a",
        "*a",
        "registry.vendor.example/x",
        "quay",
        "é",
        "",
    ];
    prop_oneof![
        6 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "[ -~\u{e9}\n]{0,12}",
    ]
}

#[test]
fn a_name_without_its_hash_is_one_that_nothing_makes() {
    let hashed = SPEC.replace(
        "registries:",
        "platform: {kind: kubernetes}\noutput: {nameSuffixHash: true}\nregistries:",
    );
    let spec = hashed.split("grants:").next().unwrap();
    let place = folder(&[("pullsecrets.yaml", spec)]);
    let run = |arguments: &[&str], input: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_pullsecrets"));
        let tokens = ["QUAY_TOKEN", "VENDOR_TOKEN", "STARS_TOKEN"];
        let command = command
            .args(arguments)
            .current_dir(place.path())
            .env_clear()
            .envs(tokens.map(|name| (name, "token")));
        String::from_utf8(feed(command, input).stdout).unwrap()
    };
    let listing = |name: &str| {
        let list = format!("  imagePullSecrets: [{{name: {name}}}]\n");
        pod("quay.io/acme/x", &list)
    };
    let built = run(&["build"], "");
    let mut names = built
        .lines()
        .filter_map(|line| line.strip_prefix("  name: "));
    let name = names.find(|name| name.starts_with("quay-")).unwrap();
    let vendor = names.find(|name| name.starts_with("vendor-")).unwrap();
    let hash = "the name of `quay` carries a hash";

    for credentials in [&[][..], &["--credentials"]] {
        let audit = |manifests: &str| run(&[&["audit", "-"], credentials].concat(), manifests);
        assert_eq!(audit(&listing(name)), "");
        let bare = audit(&listing("quay"));
        for words in [
            "PS0703",
            "PS0701",
            "nothing makes a secret `quay` in project `project-a`",
            hash,
            "let the service account list it and name none here",
        ] {
            assert!(bare.contains(words), "{bare}");
        }
        assert!(!bare.contains("- name: quay`"), "{bare}");
        // An account of the manifests, and a file that may go into any project.
        let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: x, namespace: project-a}\nimagePullSecrets: [{name: quay}]\n";
        assert!(audit(account).contains(hash));
        let homeless = audit(&listing("quay").replace(", namespace: project-a", ""));
        assert!(
            homeless.contains(&format!("in any project: {hash}")),
            "{homeless}"
        );
        let near = audit(&listing("qua"));
        assert!(near.contains("did you mean `quay-"), "{near}");
        // A list that hides what is needed is told so in words that hold.
        let hiding = audit(&listing(vendor));
        assert!(hiding.contains("PS0702"), "{hiding}");
        assert!(
            !hiding.contains("- name: quay`") && !hiding.contains(",,"),
            "{hiding}"
        );
        // Who makes a Secret of the bare name brings it along.
        let brought = format!(
            "{}---\napiVersion: v1\nkind: Secret\nmetadata: {{name: quay, namespace: project-a}}\ntype: kubernetes.io/dockerconfigjson\ndata: {{.dockerconfigjson: {}}}\n",
            listing("quay"),
            "eyJhdXRocyI6eyJxdWF5LmlvIjp7ImF1dGgiOiJZVHBpIn19fQ=="
        );
        assert_eq!(audit(&brought), "");
        // One that others make has no hash.
        let existing = listing("from-ops").replace("project-a", "project-b");
        assert_eq!(audit(&existing), "");
        // What the account lists is enough.
        assert_eq!(audit(&pod("quay.io/acme/x", "")), "");
    }
    // An old hash is known to be one where the credentials were read.
    let old = listing("quay-g5c9m22c8g");
    assert_eq!(run(&["audit", "-"], &old), "");
    let known = run(&["audit", "-", "--credentials"], &old);
    assert!(
        known.contains(&format!("the spec makes `{name}`")),
        "{known}"
    );
}

/// Values nested at random, in flow style.
fn value() -> impl Strategy<Value = String> {
    word().prop_recursive(6, 48, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..5)
                .prop_map(|items| format!("[{}]", items.join(", "))),
            proptest::collection::vec((word(), inner), 0..5).prop_map(|entries| {
                let mut text = String::from("{");
                for (key, value) in entries {
                    let _ = write!(text, "{key}: {value}, ");
                }
                text + "}"
            }),
        ]
    })
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}", strict: bool) {
        found(&text, strict);
    }

    #[test]
    fn no_manifest_makes_it_panic(values in proptest::collection::vec(value(), 1..4), strict: bool) {
        found(&values.join("\n---\n"), strict);
    }

    #[test]
    fn no_broken_manifest_makes_it_panic(cut in 0_usize..400, put in word(), strict: bool) {
        let whole = format!(
            "{}---\n{}",
            pod("registry.vendor.example/x", "  imagePullSecrets: [{name: quay}]\n"),
            "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\ndata: {.dockerconfigjson: e30=}\n",
        );
        let cut = cut.min(whole.len());
        found(&format!("{}{put}{}", &whole[..cut], &whole[cut..]), strict);
    }
}

#[test]
fn ten_thousand_workloads_say_each_their_own() {
    let mut text = String::new();
    for number in 0..10_000 {
        let _ = write!(
            text,
            "---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p{number}}}\nspec: {{containers: [{{image: registry.vendor.example/x:{number}}}, {{image: quay.io/acme/x:{number}}}]}}\n"
        );
    }
    assert_eq!(found(&text, false), 10_000);
}
