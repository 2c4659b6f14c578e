//! The mends that findings propose: what is pasted must work, and must change nothing that it does
//! not speak of.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fs;
use std::process::Command;

const HEAD: &str = "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {name: acme}\n";
const QUAY: &str =
    "registries: {quay: {server: quay.io/acme, username: acme, password: {env: QUAY}}}\n";

/// What a command prints of a spec that starts with [`HEAD`], and of manifests beside it.
fn run(arguments: &[&str], spec: &str, manifests: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("pullsecrets.yaml"),
        format!("{HEAD}{spec}"),
    )
    .unwrap();
    fs::write(folder.path().join("app.yaml"), manifests).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

fn check(spec: &str) -> String {
    run(&["check"], spec, "")
}

fn audit(spec: &str, manifests: &str) -> String {
    run(&["audit", "app.yaml"], spec, manifests)
}

/// The code and the mend of each finding.
fn mends(said: &str) -> Vec<String> {
    let mut mends = Vec::new();
    for line in said.lines() {
        let code = line.split_once("[PS").and_then(|(_, rest)| rest.get(..4));
        if let Some(code) = code.filter(|_| !line.starts_with(' ')) {
            mends.push(format!("PS{code}"));
        } else if let (Some(help), Some(last)) = (line.strip_prefix("  help: "), mends.last_mut()) {
            last.push_str(": ");
            last.push_str(help);
        }
    }
    mends
}

fn pod(spec: &str) -> String {
    format!("apiVersion: v1\nkind: Pod\nmetadata: {{name: app, namespace: shop}}\nspec: {spec}\n")
}

const WEB: &str = "{serviceAccountName: web, containers: [{name: a, image: quay.io/acme/app:1}]}";

#[test]
fn an_account_is_added_beside_the_one_that_nobody_wrote() {
    let spec = format!("{QUAY}projects:\n  shop:\n    pullSecrets: [quay]\n");
    let said = audit(&spec, &pod(WEB));
    assert_eq!(
        mends(&said),
        [
            "PS0707: add `serviceAccounts: {default: {}, web: {}}` to project `shop` in the spec, or audit the manifest that makes it too"
        ]
    );
    let mended = format!("{spec}    serviceAccounts: {{default: {{}}, web: {{}}}}\n");
    assert_eq!(mends(&audit(&mended, &pod(WEB))), Vec::<String>::new());

    // OpenShift has `builder` by itself; its list is the spec's to write.
    let builder = WEB.replace("web", "builder");
    assert_eq!(
        mends(&audit(&spec, &pod(&builder))),
        [
            "PS0701: add `serviceAccounts: {default: {}, builder: {pull: [quay]}}` to project `shop` in the spec"
        ]
    );

    // Where accounts are written already, nothing goes when one comes.
    let written = format!("{spec}    serviceAccounts: {{default: {{}}}}\n");
    assert_eq!(
        mends(&audit(&written, &pod(&builder))),
        [
            "PS0701: add `builder: {pull: [quay]}` to `serviceAccounts` of project `shop` in the spec"
        ]
    );

    let missing = audit(&spec, &pod(WEB).replace("shop", "elsewhere"));
    assert_eq!(
        mends(&missing),
        [
            "PS0701: the spec has no project `elsewhere`: add it, as `elsewhere: {pullSecrets: [quay], serviceAccounts: {default: {}, web: {}}}`"
        ]
    );
}

#[test]
fn a_grant_or_a_workflow_adds_an_account_the_same_way() {
    let spec = format!(
        "{QUAY}projects:\n  shop: {{pullSecrets: [quay]}}\n  ci: {{managed: false}}\ngrants: [{{imagesIn: ci, pullers: [shop/web]}}]\n"
    );
    assert_eq!(
        mends(&check(&spec)),
        [
            "PS0106: add `serviceAccounts: {default: {}, web: {}}` to project `shop`; say `web: {link: workload}` where somebody else makes it"
        ]
    );
}

#[test]
fn an_account_of_the_manifests_is_mended_in_the_manifests() {
    let account = |more: &str| {
        format!(
            "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\n  namespace: shop\n{more}---\n{}",
            pod(WEB)
        )
    };
    let spec = format!("{QUAY}projects: {{shop: {{pullSecrets: [quay]}}}}\n");
    assert_eq!(
        mends(&audit(&spec, &account(""))),
        [
            "PS0701: the manifests make service account `web` themselves: add there the annotation `openshift.io/internal-registry-pull-secret-ref: web-dockercfg` and `imagePullSecrets: [{name: web-dockercfg}, {name: quay}]`"
        ]
    );
    let plain = format!("{spec}platform: {{kind: kubernetes}}\n");
    assert_eq!(
        mends(&audit(&plain, &account(""))),
        [
            "PS0701: the manifests make service account `web` themselves: add `imagePullSecrets: [{name: quay}]` there"
        ]
    );
    let mended = account("imagePullSecrets: [{name: quay}]\n");
    assert_eq!(mends(&audit(&plain, &mended)), Vec::<String>::new());
}

const CI: &str = "image-registry.openshift-image-registry.svc:5000/ci/app:1";

#[test]
fn everything_that_an_integrated_image_lacks_is_said_at_once() {
    let spec = format!("{QUAY}projects: {{shop: {{pullSecrets: [quay]}}, ci: {{}}}}\n");
    let by = |account: &str, list: &str| {
        pod(&format!(
            "{{serviceAccountName: {account}, imagePullSecrets: [{list}], containers: [{{name: a, image: \"{CI}\"}}]}}"
        ))
    };
    assert_eq!(
        mends(&audit(&spec, &by("default", "{name: quay}"))),
        [
            "PS0701: add `- name: default-dockercfg` to the pod's `imagePullSecrets`",
            "PS0706: add to `grants` of the spec: `{imagesIn: ci, pullers: [shop/default]}`",
        ]
    );
    let mended = format!("{spec}grants: [{{imagesIn: ci, pullers: [shop/default]}}]\n");
    let list = "{name: default-dockercfg}, {name: quay}";
    assert_eq!(
        mends(&audit(&mended, &by("default", list))),
        Vec::<String>::new()
    );

    // The name of a secret that is not pinned is the cluster's to tell.
    let builder = audit(&spec, &by("builder", "{name: quay}"));
    assert_eq!(
        mends(&builder),
        [
            "PS0701: add `- name: NAME`, OpenShift's own secret of the account (`oc get serviceaccount builder -n shop -o yaml` shows its name, `builder-dockercfg-` and five letters), to the pod's `imagePullSecrets`",
            "PS0706: add to `grants` of the spec: `{imagesIn: ci, pullers: [shop/builder]}`",
        ]
    );
}

#[test]
fn a_puller_of_one_name_is_no_stranger() {
    let said = |projects: &str, puller: &str| {
        let spec =
            format!("projects: {projects}\ngrants: [{{imagesIn: ci, pullers: [{puller}]}}]\n");
        mends(&check(&spec))
    };
    let two = "{shop: {}, ci: {}}";
    assert_eq!(said(two, "default"), ["PS0409: write `shop/default`"]);
    assert_eq!(
        said("{shop: {}, ci: {}, more: {}}", "default"),
        [
            "PS0409: write `PROJECT/default`, PROJECT being the one whose account it is: `shop/default`, say"
        ]
    );
    assert_eq!(
        said(two, "shop"),
        ["PS0409: write `shop/default` for one account, or `shop/*` for the whole project"]
    );
    assert_eq!(
        said(two, "shpo"),
        [
            "PS0409: did you mean the project `shop`? write `shop/default` for one account, or `shop/*` for the whole project"
        ]
    );
    assert_eq!(
        said(two, "web"),
        ["PS0409: no project here is called `web`; write `PROJECT/web` where it is an account"]
    );
    assert_eq!(
        said("{shop: {serviceAccounts: {web: {}}}, ci: {}}", "web"),
        ["PS0409: write `shop/web`"]
    );
}

#[test]
fn booleans_of_yaml_1_1_are_told_the_boolean() {
    let said = check("projects: {shop: {create: yes, managed: Off}}\n");
    assert_eq!(
        mends(&said),
        [
            "PS0011: write `create: true`",
            "PS0011: write `managed: false`"
        ]
    );
    let said = check("projects: {shop: {}}\noutput: {labels: {managed: yes}}\n");
    assert_eq!(
        mends(&said),
        ["PS0011: put the value in quotes if it is text"]
    );
}

#[test]
fn an_empty_value_is_told_what_may_stand_there() {
    let said = |value: &str| {
        let registry = format!("server: quay.io, username: acme, password: {value}");
        mends(&check(&format!(
            "registries: {{quay: {{{registry}}}}}\nprojects: {{shop: {{pullSecrets: [quay]}}}}\n"
        )))
    };
    let source = "write `password: {env: NAME}` or `password: {file: PATH}`";
    assert_eq!(said(""), [format!("PS0019: {source}")]);
    assert_eq!(
        said("{env: {name: QUAY}}"),
        ["PS0007: write the name alone: `env: NAME`"]
    );
    assert_eq!(
        said("{env: $QUAY}"),
        ["PS0208: write the name without `$`: `{env: QUAY}`"]
    );
    assert_eq!(
        said("{env: \"${QUAY}\"}"),
        ["PS0208: write the name without `$`: `{env: QUAY}`"]
    );
    let server = "registries: {quay: {server: , username: acme, password: {env: QUAY}}}\n";
    assert_eq!(
        mends(&check(server)),
        ["PS0019: write the text behind `server:`"]
    );
}

#[test]
fn a_reference_as_in_manifests_is_a_name_here() {
    let spec = format!("{QUAY}projects: {{shop: {{pullSecrets: [{{name: quay}}]}}}}\n");
    assert_eq!(
        mends(&check(&spec)),
        ["PS0007: write the name alone: `quay`"]
    );
}

#[test]
fn a_check_says_what_no_build_would_read() {
    let spec = |path: &str| {
        format!(
            "registries: {{quay: {{server: quay.io, username: acme, password: {{file: {path}}}}}}}\nprojects: {{shop: {{pullSecrets: [quay]}}}}\n"
        )
    };
    let outside = "PS0207: move the file below the spec's folder, or allow its own: `--allow-path";
    assert_eq!(mends(&check(&spec("../quay"))), [format!("{outside} DIR`")]);
    assert_eq!(
        mends(&check(&spec("/run/quay"))),
        [format!("{outside} /run`")]
    );
    let allowed = run(&["check", "--allow-path", "/usr"], &spec("/usr/quay"), "");
    assert_eq!(mends(&allowed), Vec::<String>::new());
    // Who checks need not have the file.
    assert_eq!(mends(&check(&spec("tokens/quay"))), Vec::<String>::new());
    assert_eq!(
        mends(&check(&spec("~/quay"))),
        [
            "PS0206: `~` is not expanded: paths start at the spec's folder; write the whole path, and allow its folder: `--allow-path DIR`"
        ]
    );
}

fn workflow(text: &str) -> Vec<String> {
    let spec = format!(
        "{QUAY}projects:\n  shop:\n    pullSecrets: [quay]\n    workflows:\n      - {{{text}, internalRegistry: false, pullSecrets: [quay]}}\n"
    );
    mends(&check(&spec))
}

#[test]
fn what_a_cron_workflow_runs_stands_one_level_deeper() {
    let templates = "templates: [{name: main, container: {image: quay.io/acme/app}}]";
    let cron = "kind: CronWorkflow, name: nightly";
    let schedules = "schedules: [\"0 1 * * *\"]";
    let flat = workflow(&format!(
        "{cron}, spec: {{{schedules}, entrypoint: main, {templates}}}"
    ));
    assert_eq!(
        flat,
        ["PS0508: move `entrypoint`, `templates` into `spec.workflowSpec`"]
    );
    let beside = workflow(&format!(
        "{cron}, spec: {{{schedules}, {templates}, workflowSpec: {{entrypoint: main}}}}"
    ));
    assert_eq!(
        beside,
        ["PS0508: move `templates` into `spec.workflowSpec`"]
    );
    let body = format!("workflowSpec: {{entrypoint: main, {templates}}}");
    let outer = workflow(&format!("{cron}, {schedules}, spec: {{{body}}}"));
    assert_eq!(
        outer,
        [
            "PS0006: `schedules` belongs into the body: `spec: {schedules: [\"0 3 * * *\"], workflowSpec: {…}}`"
        ]
    );
    let mended = workflow(&format!("{cron}, spec: {{{schedules}, {body}}}"));
    assert_eq!(mended, Vec::<String>::new());
    let flat = workflow(&format!("name: once, entrypoint: main, {templates}"));
    assert_eq!(
        flat,
        [
            "PS0006: `templates` belongs into the body: `spec: {templates: […]}`; a body in a file of its own is `template: PATH`"
        ]
    );
}

#[test]
fn words_of_other_programs_are_told_ours() {
    let registry = |fields: &str| mends(&check(&format!("registries: {{quay: {{{fields}}}}}\n")));
    assert_eq!(
        registry(
            "docker-server: quay.io, docker-username: a, docker-password: {env: A}, docker-email: e"
        ),
        ["server", "username", "password", "email"]
            .map(|word| format!("PS0006: did you mean `{word}`?"))
    );
    assert_eq!(
        registry("server: quay.io, user: a, pass: {env: A}"),
        ["username", "password"].map(|word| format!("PS0006: did you mean `{word}`?"))
    );
    let file = "PS0006: take the entry from a file: `authFile: {file: PATH}`; a whole file is one of `secrets`: `secrets: {NAME: {authFile: {file: PATH}}}`";
    for field in ["dockerconfigjson", ".dockerconfigjson", "data"] {
        let said = registry(&format!("server: quay.io, {field}: {{file: a}}"));
        assert_eq!(said, [file]);
    }
    assert_eq!(
        mends(&check(
            "secrets: {all: {data: {.dockerconfigjson: e30=}}}\n"
        )),
        ["PS0006: name the file that holds it, as it is before base64: `authFile: {file: PATH}`"]
    );
    let account = "serviceAccounts: {web: {imagePullSecrets: [quay], secrets: [quay]}}";
    let spec = format!("{QUAY}projects: {{shop: {{pullSecrets: [quay], {account}}}}}\n");
    assert_eq!(
        mends(&check(&spec)),
        [
            "PS0006: did you mean `pull`?",
            "PS0006: did you mean `mount`?"
        ]
    );
    assert_eq!(
        mends(&check(
            "namespace: shop\nprojects: {shop: {namespace: shop}}\n"
        )),
        [
            "PS0006: namespaces are the keys of `projects`: `projects: {NAMESPACE: {pullSecrets: [NAME]}}`",
            "PS0006: the key above is the namespace: remove `namespace`",
        ]
    );
}

#[test]
fn a_field_among_the_projects_is_indented() {
    let spec = format!("{QUAY}projects:\n  shop:\n  pullSecrets: [quay]\n");
    assert_eq!(
        mends(&check(&spec)),
        ["PS0007: indent it below the project that it belongs to: `shop`, it seems"]
    );
    let spec = format!("{QUAY}projects:\n  pullSecrets: [quay]\n");
    assert_eq!(
        mends(&check(&spec)),
        ["PS0007: put it below a project: `projects: {NAME: {pullSecrets: …}}`"]
    );
    // A project may have the name of a field.
    assert_eq!(
        mends(&check("projects: {workflows: {}, create: {}}\n")),
        Vec::<String>::new()
    );
}

#[test]
fn a_secret_that_a_project_gains_is_everybodys() {
    let spec = |accounts: &str| {
        format!(
            "registries:\n  quay: {{server: quay.io, username: a, password: {{env: A}}}}\n  ghcr: {{server: ghcr.io, username: a, password: {{env: B}}}}\nprojects: {{shop: {{pullSecrets: [quay], serviceAccounts: {{{accounts}}}}}}}\n"
        )
    };
    let add = "PS0107: add `ghcr` to the `pullSecrets` of `shop` (it has `quay`)";
    assert_eq!(mends(&check(&spec("web: {pull: [ghcr]}"))), [add]);
    assert_eq!(
        mends(&check(&spec("default: {}, web: {pull: [ghcr]}"))),
        [format!(
            "{add}; `default` then pulls with it too, unless it says `pull: [quay]`"
        )]
    );
    assert_eq!(
        mends(&check(&spec("web: {pull: [ghcr]}, a: , b: {}"))),
        [format!(
            "{add}; `a`, `b` then pull with it too, unless they say `pull: [quay]`"
        )]
    );
}

/// Place and message of the first finding, its mend, and that no credential is shown.
fn slip(text: &str) -> String {
    let said = check(text);
    assert!(!said.contains("hunter"), "{said}");
    let mut lines = said.lines();
    let message = lines.next().unwrap_or_default();
    let place = lines.find(|line| line.contains("pullsecrets.yaml:"));
    let place = place.and_then(|place| place.split(['[', ']']).nth(1));
    let line = place.and_then(|place| place.split(':').nth(1));
    format!("{} {message}", line.unwrap_or_default())
}

#[test]
fn a_missing_colon_or_space_is_found_where_it_is_missing() {
    for (text, said) in [
        (
            "registries:\n  quay:\n    server:hunter\n    username: a\n",
            "6 error[PS0001]: a space is missing behind `server:`",
        ),
        (
            "registries:\n  quay:\n    server: quay.io\n    username:hunter1\n    password:hunter2\nprojects: {a: {}}\n",
            "7 error[PS0001]: a space is missing behind `username:`",
        ),
        (
            "registries:\n  quay:\n    server: quay.io\n    password hunter2\nprojects: {a: {}}\n",
            "7 error[PS0001]: a colon is missing behind `password`",
        ),
        (
            "registries\n  quay:\n    server: quay.io\n",
            "4 error[PS0001]: a colon is missing behind `registries`",
        ),
        (
            "registries:\n  hunter\n    server: quay.io\n",
            "5 error[PS0001]: a colon is missing at the end of this line",
        ),
        (
            "registries:\n  quay: {server: quay.io, username: a, password:hunter2}\n",
            "5 error[PS0006]: a space is missing behind `password:`",
        ),
        (
            "registries:\n  quay: {server: quay.io, username: a, passwrod:hunter2}\n",
            "5 error[PS0006]: `passwrod:…` is no field of a registry",
        ),
        (
            "registries:\n  quay: {server: quay.io, passwords: {password:hunter2, b: [{auth:hunter3}]}}\n",
            "5 error[PS0006]: `passwords` is no field of a registry",
        ),
        (
            "registries:\n  quay: {server: quay.io, username: a, password:hunter2, password:hunter2}\n",
            "5 error[PS0006]: a space is missing behind `password:`",
        ),
        (
            "registries:\n  quay: {server: quay.io, username: a, password: env:hunter2}\n",
            "5 error[PS0205]: a space is missing behind `env:`, which makes this text",
        ),
        (
            "projects:\n  a: pullSecrets:[quay]\n",
            "5 error[PS0006]: a space is missing behind `pullSecrets:`",
        ),
        // The rest of a password is not taken for anything.
        (
            "registries:\n  quay:\n    password:\n      hunter1\n      hunter2\n    hunter3\n    x: y\n",
            "9 error[PS0001]: a `: ` or a key stands where none is allowed",
        ),
    ] {
        assert_eq!(slip(text), said, "{text}");
    }
}

#[test]
fn what_yaml_reads_otherwise_is_told_in_its_terms() {
    for (text, said, mend) in [
        (
            "registries:\n  quay:\n    server: quay.io\n    password: env: QUAY\n",
            "7 error[PS0001]: `env:` stands behind another key on one line",
            "PS0001: write `password: {env: NAME}`",
        ),
        (
            "registries:\n  quay:\n    password:  file: a.txt\n    server: quay.io\n",
            "6 error[PS0001]: `file:` stands behind another key on one line",
            "PS0001: write `password: {file: PATH}`",
        ),
        (
            "registries:\n  quay: server: quay.io\n    username: a\n",
            "5 error[PS0001]: `server:` stands behind another key on one line",
            "PS0001: put `server:` on a line of its own, indented below the key that holds it",
        ),
        (
            "projects:\n  a:\n    pullSecrets:\n    -quay\n    -ghcr\n",
            "7 error[PS0001]: a space is missing behind `-`",
            "PS0001: write `- `, and the entry behind the space",
        ),
        (
            "registries:\n  quay: {server: quay.io, password: {file: x}\nprojects:\n  a: {}\n",
            "5 error[PS0001]: the bracket that is opened here is not closed",
            "PS0001: add the closing `}`, and separate what is inside by `, `",
        ),
        (
            "projects:\n  a:\n    pullSecrets: [quay\n",
            "6 error[PS0001]: a bracket is not closed",
            "PS0001: add the closing `]` or `}`",
        ),
        (
            "projects:\n  shop:\n    pullSecrets: [quay\n  web:\n    pullSecrets: [quay]\n",
            "6 error[PS0001]: the bracket that is opened here is not closed",
            "PS0001: add the closing `]`, and separate what is inside by `, `",
        ),
        // A blank at the end of a line is no dash at its start.
        (
            "projects:\n  a: x \n    b: c\n",
            "6 error[PS0001]: a `: ` or a key stands where none is allowed",
            "PS0001: quote a text that holds `: `, and indent keys of one mapping alike",
        ),
        // Where the line of the parser's place is the one at fault, it is told as before.
        (
            "projects: {a: {pullSecrets: [quay] use: [all]}}\n",
            "4 error[PS0001]: a comma or a closing bracket is missing here",
            "PS0001: separate entries inside brackets by `, `",
        ),
    ] {
        assert_eq!(slip(text), said, "{text}");
        assert_eq!(mends(&check(text)), [mend], "{text}");
    }
}

#[test]
fn what_needs_nothing_done_is_said_once() {
    let workflow = |name: &str| format!("{{name: {name}, entrypoint: main, pullSecrets: [quay]}}");
    let two = format!("{}, {}", workflow("one"), workflow("two"));
    let spec = format!(
        "{QUAY}profiles: {{all: {{workflows: [{two}]}}}}\nprojects:\n  shop: {{use: [all], pullSecrets: [quay]}}\n  web: {{use: [all], pullSecrets: [quay], workflows: [{}]}}\n",
        workflow("three")
    );
    let said = check(&spec);
    assert_eq!(said.matches("[PS0410]").count(), 1, "{said}");
    assert!(said.contains("this workflow, as 2 others, also names"));
}

#[test]
fn diff_says_how_the_spec_is_named() {
    let said = run(
        &["diff", "pullsecrets.yaml", "-o", "out"],
        "projects: {}\n",
        "",
    );
    assert!(said.contains("-f FILE names the spec"), "{said}");
}

#[test]
fn the_first_secret_of_a_project_brings_its_default_account() {
    let spec = format!("{QUAY}projects: {{shop: {{}}, web: {{pullSecrets: [quay]}}}}\n");
    let by = |account: &str| mends(&audit(&spec, &pod(&WEB.replace("web", account))));
    let add = "PS0701: add `quay` to `pullSecrets` of project `shop` in the spec";
    assert_eq!(by("default"), [add]);
    assert_eq!(
        by("builder"),
        [format!(
            "{add}, then add `serviceAccounts: {{default: {{}}, builder: {{pull: [quay]}}}}` to project `shop` in the spec"
        )]
    );
    let images = format!(
        "{QUAY}projects: {{shop: {{pullSecrets: [quay]}}, ci: {{}}}}\ngrants: [{{imagesIn: shop, pullers: [ci/web]}}]\n"
    );
    assert_eq!(
        mends(&check(&images)),
        [
            "PS0106: add `web: {}` to `serviceAccounts` of project `ci`; say `web: {link: workload}` where somebody else makes it"
        ]
    );
}

#[test]
fn a_list_in_the_place_of_a_mapping_is_told_the_mapping() {
    for (text, mend) in [
        (
            "projects: [shop, web]\n",
            "write `projects: {shop: {}, web: {}}`",
        ),
        (
            "projects: {shop: [quay]}\n",
            "write `shop: {pullSecrets: [quay]}`",
        ),
        (
            "projects: {shop: {serviceAccounts: [default, web]}}\n",
            "write `serviceAccounts: {default: {}, web: {}}`",
        ),
        (
            "projects: {shop: {serviceAccounts: {web: [quay]}}}\n",
            "write `web: {pull: [quay]}`",
        ),
        (
            "projects: {a: {}, b: {}}\ngrants: [{imagesIn: a, pullers: [{kind: ServiceAccount, name: web, namespace: b}]}]\n",
            "write `b/web`",
        ),
        // What is listed there may be anything.
        (
            "registries: [hunter2]\n",
            "write `registries: {NAME: {server: HOST}}`, a name of your choice for each",
        ),
    ] {
        assert_eq!(mends(&check(text)), [format!("PS0007: {mend}")], "{text}");
    }
    assert_eq!(
        mends(&check("projects: {shop: {labels: {team: a}}}\n")),
        ["PS0006: `labels` are those of the Namespace: `create: {labels: {KEY: \"VALUE\"}}`"]
    );
}
