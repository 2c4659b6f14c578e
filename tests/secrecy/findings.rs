//! Every finding: the recorded case of each code, with credentials marked and marked ones put
//! beside what is wrong, in each format; and the message of a panic.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::commands::{FINDINGS, command};
use crate::marks::{assert_silent, base64, mark, traces};
use pullsecrets::finding::catalogue;

/// Registries with marks, in front of those of a case.
fn registries() -> String {
    format!(
        "registries:\n  marked-text: {{server: text.example.net, username: u, password: '{}'}}\n  marked-auth: {{server: auth.example.net, auth: {}}}\n  marked-file: {{server: file.example.net, username: u, password: {{file: marked}}}}\n  marked-variable: {{server: variable.example.net, username: u, password: {{env: MARKED}}}}\n",
        mark("beside"),
        base64(&format!("u:{}", mark("beside-auth"))),
    )
}

/// A spec with its own credentials marked, where they are plain texts, and others beside them.
fn marked(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let mut line = line.to_owned();
        for (field, value) in [
            ("password: ", format!("'{}'", mark("password"))),
            ("auth: ", base64(&format!("u:{}", mark("auth")))),
        ] {
            let Some(at) = line.find(field) else { continue };
            let start = at + field.len();
            let is_plain = |c: char| c.is_ascii_alphanumeric() || "+/=-_.".contains(c);
            let length = line[start..]
                .find(|c| !is_plain(c))
                .unwrap_or(line.len() - start);
            let is_alone = line[start + length..].starts_with([',', '}', '\n', ' ']);
            // A number is what is wrong there.
            let is_text = !line[start..start + length]
                .bytes()
                .all(|c| c.is_ascii_digit());
            if is_text && is_alone {
                line.replace_range(start..start + length, &value);
            }
        }
        match line.as_str() {
            // A list there is what is wrong.
            "registries:\n" if lines.peek().is_some_and(|next| !next.contains("- ")) => {
                out.push_str(&registries())
            }
            line => out.push_str(line),
        }
    }
    out
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        let is_spec = path
            .extension()
            .is_some_and(|extension| extension == "yaml");
        match fs::read_to_string(&path) {
            _ if path.is_symlink() => {}
            _ if path.is_dir() => copy(&path, &target),
            Ok(text) if is_spec => fs::write(target, marked(&text)).unwrap(),
            _ => drop(fs::copy(&path, target).unwrap()),
        }
    }
}

#[test]
fn no_finding_shows_a_credential() {
    let traces = traces();
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/findings");
    let mut met = BTreeSet::new();
    let mut all = BTreeSet::new();
    for case in fs::read_dir(golden).unwrap() {
        let case = case.unwrap().path();
        let place = tempfile::tempdir().unwrap();
        // Wherever it runs, a case lies in a Git work tree.
        fs::create_dir_all(place.path().join(".git/refs")).unwrap();
        let folder = place.path().join("case/fail");
        copy(&case, &place.path().join("case"));
        fs::write(folder.join("marked"), mark("beside-file")).unwrap();
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let lines = |file: &str| {
            let text = fs::read_to_string(folder.join(file)).ok()?;
            Some(text.lines().map(str::to_owned).collect::<Vec<_>>())
        };
        if let Some(repeat) = lines("repeat.txt") {
            let text = format!("{}\n", repeat[1]).repeat(repeat[0].parse().unwrap());
            fs::write(folder.join("pullsecrets.yaml"), text).unwrap();
        }
        let usual = ["check", "--credentials", "pullsecrets.yaml"].map(str::to_owned);
        let arguments = lines("arguments").unwrap_or(usual.to_vec());
        let variables = lines("environment").unwrap_or_default();
        for format in FINDINGS {
            let mut given: Vec<&str> = arguments.iter().map(String::as_str).collect();
            given.extend(["--output-format", format]);
            let mut run = command(&folder, &given);
            for line in &variables {
                let (name, value) = line.split_once('=').unwrap();
                run.env(name, format!("{value}{}", mark(name)));
            }
            let output = run.output().unwrap();
            let what = format!("{given:?} of {name}");
            assert_silent(&what, &output.stderr, &traces);
            if given[0] != "build" {
                assert_silent(&what, &output.stdout, &traces);
            }
            let said = [output.stdout, output.stderr].concat();
            if String::from_utf8_lossy(&said).contains(name.as_str()) {
                met.insert(name.clone());
            }
        }
        all.insert(name);
    }
    let unmet: Vec<_> = all.difference(&met).collect();
    assert!(unmet.is_empty(), "marks made these go away: {unmet:?}");
    assert_eq!(all.len(), catalogue::ALL.len(), "each code has a case");
}
