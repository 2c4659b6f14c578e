//! Pictures of specs: what they look like, that real programs read them, that no text of a spec
//! can break out of them, and that nothing secret is in them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod peers;
mod recorded;
mod running;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use recorded::hold;
use running::feed;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const FORMATS: [&str; 4] = ["svg", "mermaid", "dot", "html"];

fn graph(format: &str, spec: &str) -> Output {
    feed(
        Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
            .args(["graph", "--format", format, "-"])
            .env("TOKEN", "the-token-itself"),
        spec,
    )
}

fn picture(format: &str, spec: &str) -> String {
    let output = graph(format, spec);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{format}: {told}");
    String::from_utf8(output.stdout).unwrap()
}

fn example(name: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(format!("examples/{name}/pullsecrets.yaml"))).unwrap()
}

/// Examples whose pictures are recorded.
const RECORDED: [&str; 4] = [
    "quick-start",
    "cross-project-images",
    "delegated-authentication",
    "company",
];

#[test]
fn examples_look_as_recorded() {
    for name in RECORDED {
        for format in ["svg", "mermaid", "dot"] {
            let path = PathBuf::from(ROOT).join(format!("golden/graph/{name}.{format}"));
            let output = Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
                .args(["graph", "--format", format, "pullsecrets.yaml"])
                .current_dir(Path::new(ROOT).join("examples").join(name))
                .output()
                .unwrap();
            let found = String::from_utf8(output.stdout).unwrap();
            hold(&path, &found);
        }
    }
}

/// A spec with names that try to break out of every format. The names that Kubernetes holds to
/// its own rules cannot; others can hold anything.
const HOSTILE: &str = r#"
apiVersion: pullsecrets.dev/v1
kind: PullSecrets
metadata: {name: "a</script><!--\"'`#;]]>&amp;\n%% \u202e\u0007<img src=x onerror=alert(1)>"}
registries:
  quay: {server: quay.io/a_b, username: someone-special, password: {env: TOKEN}}
  edge: {server: '*.example.com', username: someone-special, password: {env: TOKEN}}
projects:
  end: {pullSecrets: [quay, edge]}
  subgraph: {pullSecrets: [quay], serviceAccounts: {default: {}, style: {pull: []}}}
grants:
  - {imagesIn: end, pullers: [subgraph/style]}
  - {imagesIn: subgraph, pullers: ['*']}
"#;

/// Many projects of a few kinds, with grants.
fn large(projects: usize) -> String {
    let mut spec = String::from(
        "apiVersion: pullsecrets.dev/v1\nkind: PullSecrets\nregistries:\n  quay: {server: quay.io/acme, username: u, password: {env: TOKEN}}\n  hub: {server: docker.io, username: u, password: {env: TOKEN}}\nprojects:\n",
    );
    for number in 0..projects {
        let secrets = if number % 3 == 0 { "quay, hub" } else { "quay" };
        spec.push_str(&format!(
            "  team-{number:03}: {{pullSecrets: [{secrets}]}}\n"
        ));
    }
    spec.push_str("grants:\n");
    for number in (1..projects).step_by(10) {
        spec.push_str(&format!(
            "  - {{imagesIn: team-000, pullers: ['team-{number:03}/*']}}\n"
        ));
    }
    spec
}

#[test]
fn real_graphviz_reads_the_drawing() {
    let Some(_) = peers::peer("dot") else { return };
    let mut specs: Vec<_> = RECORDED.iter().map(|name| example(name)).collect();
    specs.truncate(2);
    specs.extend([HOSTILE.to_owned(), large(500)]);
    for spec in specs {
        let text = picture("dot", &spec);
        let mut dot = peers::peer("dot").unwrap();
        let output = feed(dot.arg("-Tplain"), &text);
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{told}\n{text}");
        assert!(!told.contains("syntax"), "{told}");
    }
}

#[test]
fn names_cannot_break_out() {
    for format in FORMATS {
        let text = picture(format, HOSTILE);
        for hidden in ['\u{202e}', '\u{7}'] {
            assert!(!text.contains(hidden), "{format} holds {hidden:?}");
        }
        // Graphviz's quoted texts know no markup.
        if format != "dot" {
            assert!(!text.contains("<img"), "{format}: an element of a name");
            let scripts = text.matches("<script").count();
            assert_eq!(text.matches("</script>").count(), scripts, "{format}");
            assert!(!text.contains("<!--"), "{format}");
        }
    }
    let svg = picture("svg", HOSTILE);
    assert!(svg.contains("a&lt;/script&gt;&lt;!--&quot;&#39;`"));
    assert!(svg.contains("\\n"), "a line break is shown");
    let mermaid = picture("mermaid", HOSTILE);
    assert!(mermaid.contains("\"#42;.example.com\""), "{mermaid}");
    assert!(mermaid.lines().all(|line| !line.starts_with("%%")));
}

#[test]
fn no_credential_and_no_user_is_in_a_picture() {
    for format in FORMATS {
        let text = picture(format, HOSTILE);
        for secret in ["the-token-itself", "someone-special", "TOKEN"] {
            assert!(!text.contains(secret), "{format} holds {secret}");
        }
    }
}

#[test]
fn many_projects_are_drawn_together() {
    let spec = large(500);
    let mermaid = picture("mermaid", &spec);
    // Mermaid draws no text of over 50,000 characters, and no more than 500 edges.
    assert!(mermaid.len() < 5_000, "{}", mermaid.len());
    assert!(mermaid.contains("p0(\"167 projects<br/>team-000, team-003 and 165 more\")"));
    let svg = picture("svg", &spec);
    assert!(svg.len() < 20_000, "{}", svg.len());
    assert!(svg.contains(">333 projects<"));
    let few = picture("svg", &large(5));
    for name in ["team-000", "team-001", "team-004"] {
        assert!(few.contains(&format!(">{name}<")), "{name}");
    }
}

#[test]
fn the_same_spec_gives_the_same_bytes() {
    for format in FORMATS {
        let spec = large(60);
        assert_eq!(picture(format, &spec), picture(format, &spec), "{format}");
    }
}

#[test]
fn a_spec_with_errors_is_not_drawn() {
    let broken = HOSTILE.replace("[quay, edge]", "[quay, edges]");
    for format in ["svg", "mermaid", "dot"] {
        let output = graph(format, &broken);
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        assert!(String::from_utf8_lossy(&output.stderr).contains("PS0103"));
    }
}
