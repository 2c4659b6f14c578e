//! Specs in which each credential is marked, and the files that they read.

use crate::marks::{base64, json, mark};

/// The specs: each has a name, its `registries` and further parts, and whether a build succeeds.
pub fn specs() -> Vec<(&'static str, String, bool)> {
    let literal = format!(
        "registries:\n  lit: {{server: lit.io, username: user, password: '{}'}}\n  mail: {{server: mail.io, username: user, password: {{env: MARKED}}, email: ci@example.com}}\n  auth: {{server: auth.io, auth: {}}}\n",
        mark("literal"),
        base64(&format!("user:{}", mark("auth"))),
    );
    let read = "registries:\n  env: {server: env.io, username: {env: MARKED_NAME}, password: {env: MARKED}}\n  file: {server: file.io, username: user, password: {file: password}}\n  auth: {server: auth.io, auth: {file: auth.b64}}\n  entry: {server: entry.io, authFile: {file: auths.json}}\n  both: {server: both.io, authServer: sso.io, username: u, password: {file: password}}\nsecrets:\n  whole: {authFile: {file: auths.json}}\n  three: {registries: [env, file, entry]}\ncluster: {globalPullSecret: {base: {file: base.json}, registries: [env]}}\n";
    let projects = |names: &str| {
        format!("projects:\n  a: {{pullSecrets: [{names}]}}\n  b: {{pullSecrets: [{names}]}}\n")
    };
    let mut specs = vec![
        (
            "literal",
            format!("{literal}{}", projects("lit, mail, auth")),
            true,
        ),
        (
            "read",
            format!(
                "{read}{}",
                projects("env, file, auth, entry, both, whole, three")
            ),
            true,
        ),
        (
            "sealed",
            format!(
                "output:\n  secrets: SealedSecret\n  sealedSecrets: {{certificate: {{file: sealed.pem}}}}\nregistries:\n  env: {{server: env.io, username: u, password: {{env: MARKED}}}}\n{}",
                projects("env")
            ),
            true,
        ),
    ];
    let broken = [
        ("auth that is no base64", "auth: {file: password}"),
        ("auth without a colon", "auth: {file: no-colon.b64}"),
        (
            "a colon in the name",
            "username: {file: colon}, password: x",
        ),
        ("a file that is no JSON", "authFile: {file: password}"),
        ("JSON cut off", "authFile: {file: cut.json}"),
        ("another shape", "authFile: {file: shape.json}"),
        (
            "an entry of another server",
            "authFile: {file: others.json}",
        ),
        ("helpers", "authFile: {file: helper.json}"),
        (
            "an entry with broken fields",
            "authFile: {file: fields.json}",
        ),
        (
            "an entry with a broken auth",
            "authFile: {file: broken-auth.json}",
        ),
        (
            "bytes that are no text",
            "username: u, password: {file: bytes}",
        ),
        ("a mark in front", "username: u, password: {file: bom}"),
        (
            "a newline at the end",
            "username: u, password: {file: newline}",
        ),
        (
            "a variable that ends in a newline",
            "username: u, password: {env: MARKED_LINE}",
        ),
        (
            "a key that is no JSON",
            "username: _json_key, password: {file: password}",
        ),
        ("an expired token", "username: u, password: {file: token}"),
    ];
    for (name, credential) in broken {
        let text = format!(
            "registries:\n  it: {{server: broken.io, {credential}}}\n{}",
            projects("it")
        );
        specs.push((name, text, false));
    }
    for file in [
        "password",
        "cut.json",
        "shape.json",
        "fields.json",
        "broken-auth.json",
        "bytes",
        "secret.yaml",
    ] {
        let text = format!(
            "secrets:\n  whole: {{authFile: {{file: {file}}}}}\n{}",
            projects("whole")
        );
        specs.push(("a whole file", text, false));
        let text =
            format!("cluster: {{globalPullSecret: {{base: {{file: {file}}}, registries: []}}}}\n");
        specs.push(("a base", text, false));
    }
    let template = "registries:\n  env: {server: env.io, username: u, password: {env: MARKED}}\nprojects:\n  a:\n    pullSecrets: [env]\n    workflows: [{name: w, template: TEMPLATE}]\n";
    for file in ["password", "cut.json", "shape.json", "statement"] {
        specs.push(("a template", template.replace("TEMPLATE", file), false));
    }
    for (what, part) in [
        (
            "a certificate",
            "output: {secrets: SealedSecret, sealedSecrets: {certificate: {file: password}}}\n",
        ),
        (
            "a recipient",
            "output: {secrets: Sops, sops: {age: [nobody]}}\n",
        ),
    ] {
        specs.push((
            what,
            format!(
                "{part}{}",
                template.replace("    workflows: [{name: w, template: TEMPLATE}]\n", "")
            ),
            false,
        ));
    }
    for (_, text, _) in &mut specs {
        *text = format!(
            "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nmetadata: {{name: acme}}\n{text}"
        );
    }
    specs
}

/// The files that specs read.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    let entry = |user: &str| base64(&format!("{user}:{}", mark("entry")));
    let token = format!(
        "e30.{}.{}",
        base64("{\"exp\":1000000000}").trim_end_matches('='),
        mark("signature")
    );
    let text = |text: String| text.into_bytes();
    vec![
        ("password", text(mark("file"))),
        ("auth.b64", text(base64(&format!("user:{}", mark("auth"))))),
        ("no-colon.b64", text(base64(&mark("no-colon")))),
        ("colon", text(format!("a:{}", mark("colon")))),
        (
            "auths.json",
            text(format!("{{\"auths\":{{\"entry.io\":{{\"auth\":\"{}\"}},\"other.io\":{{\"username\":\"u\",\"password\":\"{}\"}}}},\"x\":\"{}\"}}", entry("user"), json(&mark("field")), json(&mark("beside")))),
        ),
        (
            "base.json",
            text(format!("{{\"auths\":{{\"cloud.openshift.com\":{{\"auth\":\"{}\"}}}},\"y\":\"{}\"}}", entry("c"), json(&mark("base")))),
        ),
        ("cut.json", text(format!("{{\"auths\":{{\"broken.io\":{{\"auth\":\"{}\"", json(&mark("cut"))))),
        ("shape.json", text(format!("{{\"auths\":[\"{0}\"],\"{0}\":1}}", json(&mark("shape"))))),
        ("others.json", text(format!("{{\"auths\":{{\"{}.io\":{{\"auth\":\"{}\"}}}}}}", json(&mark("server")), entry("o")))),
        ("helper.json", text(format!("{{\"auths\":{{\"broken.io\":{{}}}},\"credsStore\":\"{0}\",\"credHelpers\":{{\"{0}\":\"{0}\"}}}}", json(&mark("helper"))))),
        // An import names servers, and no helper.
        ("helped.json", text(format!("{{\"auths\":{{\"a.io\":{{}},\"b.io\":{{\"auth\":\"{1}\"}}}},\"credsStore\":\"{0}\",\"credHelpers\":{{\"c.io\":\"{0}\"}}}}", json(&mark("helper")), entry("h")))),
        ("fields.json", text(format!("{{\"auths\":{{\"broken.io\":{{\"auth\":[\"{0}\"],\"{0}\":1,\"username\":7}}}}}}", json(&mark("fields"))))),
        ("broken-auth.json", text(format!("{{\"auths\":{{\"broken.io\":{{\"auth\":\"{}\"}}}}}}", json(&mark("broken"))))),
        ("bytes", [mark("bytes").as_bytes(), b"\xff\xfe"].concat()),
        ("config-bytes", [format!("auths:\n  a.io:\n    auth: {}\n    x: ", entry("a")).as_bytes(), b"\xff\xfe"].concat()),
        ("list-bytes", [format!("- {}\n- ", mark("list")).as_bytes(), b"\xff\xfe"].concat()),
        ("spec-bytes", [format!("registries:\n  q: {{password: '{}'}}\nx: ", mark("spec")).as_bytes(), b"\xff\xfe"].concat()),
        ("bom", text(format!("\u{feff}{}", mark("bom")))),
        ("newline", text(format!("{}\r\n", mark("newline")))),
        ("token", text(token)),
        ("statement", text(format!("{{% {} %}}\n${{{{ {} }}}}\n", mark("statement"), mark("expression")))),
        ("secret.yaml", text(format!("kind: Secret\ndata:\n  .dockerconfigjson: \"{}\"\n", json(&mark("secret"))))),
        ("sealed.pem", include_bytes!("../keys/sealed-secrets.pem").to_vec()),
        ("pods.yaml", text("kind: Pod\nmetadata: {name: p, namespace: a}\nspec: {containers: [{image: env.io/x:1}, {image: broken.io/x:1}]}\n".to_owned())),
        ("short-key", text("m4rk-short".to_owned())),
        ("applied.yaml", text(applied())),
        ("cluster.json", text(cluster(&[]))),
        // What an import takes without a word.
        ("sound.json", text(cluster(&["older", "opaque", "broken"]))),
        ("live.yaml", text(format!("apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\nmetadata: {{name: env, namespace: a}}\ndata: {{.dockerconfigjson: {}}}\n", base64(&mark("live"))))),
    ]
}

/// A Docker config with an entry of that password.
fn config(server: &str, password: &str) -> String {
    let auth = base64(&format!("user:{password}"));
    let password = json(password);
    format!(
        "{{\"auths\":{{\"{server}\":{{\"username\":\"user\",\"password\":\"{password}\",\"auth\":\"{auth}\"}}}}}}"
    )
}

/// Secrets as a cluster holds them that were applied by a client: with all of the object in an
/// annotation, text beside base64, parts that kubelet cannot read.
fn applied() -> String {
    let data = base64(&config("env.io", &mark("applied")));
    let last = json(&format!(
        "{{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"data\":{{\".dockerconfigjson\":\"{data}\"}},\"stringData\":{{\"x\":\"{}\"}}}}",
        json(&mark("last"))
    ));
    let text = json(&config("file.io", &mark("text")));
    let head = "apiVersion: v1\nkind: Secret\ntype: kubernetes.io/dockerconfigjson\n";
    let dots = base64(&mark("no-config"));
    format!(
        "{head}metadata:\n  name: env\n  namespace: a\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: \"{last}\"\ndata: {{.dockerconfigjson: {data}}}\n---\n{head}metadata: {{name: file, namespace: a}}\nstringData: {{.dockerconfigjson: \"{text}\"}}\n---\n{head}metadata: {{name: auth, namespace: a}}\ndata: {{.dockerconfigjson: {dots}, other: {dots}}}\n---\n{head}metadata: {{name: whole, namespace: b}}\ndata: {{.dockerconfigjson: \"{}\"}}\n---\napiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: a}}\nspec: {{imagePullSecrets: [{{name: env}}, {{name: auth}}, {{name: whole}}], containers: [{{image: env.io/x:1}}]}}\n",
        json(&mark("no-base64"))
    )
}

/// What `oc get secrets,serviceaccounts -A -o json` prints, with pull secrets of every kind.
fn cluster(left_out: &[&str]) -> String {
    let secret = |name: &str, kind: &str, key: &str, content: &str| {
        format!(
            "{{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"type\":\"{kind}\",\"metadata\":{{\"name\":\"{name}\",\"namespace\":\"a\"}},\"data\":{{\"{key}\":\"{}\"}}}}",
            base64(content)
        )
    };
    let json_type = "kubernetes.io/dockerconfigjson";
    let key = ".dockerconfigjson";
    let many = config("one.io", &mark("one")).replace(
        "}}}",
        &format!(
            "}},\"two.io\":{{\"auth\":\"{}\"}}}}}}",
            base64(&format!("u:{}", mark("two")))
        ),
    );
    let items = [
        secret("one", json_type, key, &config("one.io", &mark("one"))),
        secret("many", json_type, key, &many),
        secret("spaced", json_type, key, &many.replace(':', ": ")),
        secret(
            "older",
            "kubernetes.io/dockercfg",
            ".dockercfg",
            &format!("{{\"old.io\":{{\"auth\":\"{}\"}}}}", base64(&format!("u:{}", mark("old")))),
        ),
        secret("opaque", "Opaque", key, &config("opaque.io", &mark("opaque"))),
        secret("other", "Opaque", "token", &mark("token")),
        secret("broken", json_type, key, &mark("broken")),
        "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\",\"metadata\":{\"name\":\"default\",\"namespace\":\"a\"},\"imagePullSecrets\":[{\"name\":\"one\"},{\"name\":\"many\"},{\"name\":\"broken\"}]}".to_owned(),
    ];
    let is_wanted = |item: &&String| {
        let named = |name: &&str| item.contains(&format!("\"name\":\"{name}\",\"namespace\""));
        !left_out.iter().any(named)
    };
    let items: Vec<&str> = items.iter().filter(is_wanted).map(String::as_str).collect();
    format!(
        "{{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[{}]}}",
        items.join(",")
    )
}
