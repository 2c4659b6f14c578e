//! Every example compiles, without a word, to what `golden/examples/` holds, and every output is
//! read back by programs that are not ours. `UPDATE_GOLDEN=1` rewrites the golden files.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod peers;
mod running;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use running::feed;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The names of the examples that hold a spec, sorted.
fn examples() -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(project().join("examples"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|folder| folder.join("pullsecrets.yaml").is_file())
        .map(|folder| folder.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// Runs the command in an example's folder, with no variable of ours set.
fn pullsecrets(example: &str, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .args(arguments)
        .current_dir(project().join("examples").join(example))
        .env_clear()
        .output()
        .unwrap()
}

/// What an example compiles to.
fn compiled(example: &str) -> String {
    let output = pullsecrets(example, &["build"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{example}: {said}");
    assert_eq!(said, "", "{example} has findings");
    String::from_utf8(output.stdout).unwrap()
}

/// Whether a value of a sealed form is drawn at random: what SealedSecret begins with the length
/// of its key, what SOPS and age say of themselves.
fn is_drawn(value: &str) -> bool {
    let is_sealed = value.len() > 200 && (value.starts_with("AQ") || value.starts_with("Ag"));
    is_sealed || value.starts_with("ENC[") || value.starts_with("-----BEGIN AGE")
}

/// The text with what is drawn at random, and the time of sealing, replaced.
fn steady(text: &str) -> String {
    text.lines()
        .map(|line| match line.split_once(": ") {
            Some((key, value))
                if is_drawn(value.trim_start_matches('"')) || key.trim() == "lastmodified" =>
            {
                format!("{key}: DRAWN\n")
            }
            _ => format!("{line}\n"),
        })
        .collect()
}

/// Replaces what is drawn at random in sealed forms: two builds differ in it.
fn forget_drawn(value: &mut Value) {
    match value {
        Value::String(text) if is_drawn(text) => *text = "DRAWN".to_owned(),
        Value::Array(items) => items.iter_mut().for_each(forget_drawn),
        Value::Object(fields) => {
            fields.remove("lastmodified");
            fields.values_mut().for_each(forget_drawn);
        }
        _ => {}
    }
}

/// The objects of a YAML stream, by a reader that is not ours.
fn documents(text: &str) -> Vec<Value> {
    text.split("\n---\n")
        .filter(|document| !document.trim().is_empty())
        .map(|document| serde_yaml::from_str(document).unwrap())
        .collect()
}

/// Objects in an order of their own, to compare two lists as sets.
fn sorted(mut objects: Vec<Value>) -> Vec<Value> {
    objects.sort_by_cached_key(|object| {
        let metadata = &object["metadata"];
        format!(
            "{} {} {} {}",
            object["kind"], metadata["namespace"], metadata["name"], metadata["generateName"]
        )
    });
    objects
}

/// Runs a program over a text; its output where it succeeded.
fn run(command: &mut Command, text: &str) -> Result<String, String> {
    let output = feed(command, text);
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

#[test]
fn examples_compile_to_their_golden_files() {
    let folder = project().join("golden/examples");
    let update = std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1");
    fs::create_dir_all(&folder).unwrap();
    let mut expected = BTreeSet::new();
    let mut differing = Vec::new();
    for example in examples() {
        let path = folder.join(format!("{example}.yaml"));
        let text = steady(&compiled(&example));
        if update {
            fs::write(&path, &text).unwrap();
        } else if fs::read_to_string(&path).ok().as_ref() != Some(&text) {
            differing.push(example.clone());
        }
        expected.insert(path);
    }
    assert_eq!(
        differing,
        Vec::<String>::new(),
        "run again with UPDATE_GOLDEN=1, and look at what changed"
    );
    let present: BTreeSet<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    for orphan in present.difference(&expected) {
        assert!(update, "{} belongs to no example", orphan.display());
        fs::remove_file(orphan).unwrap();
    }
}

#[test]
fn every_example_names_its_schema_and_checks_without_credentials() {
    for example in examples() {
        let folder = project().join("examples").join(&example);
        let text = fs::read_to_string(folder.join("pullsecrets.yaml")).unwrap();
        assert!(
            text.starts_with(
                "# yaml-language-server: $schema=../../schemas/pullsecrets.schema.json\n"
            ),
            "{example}"
        );
        let output = pullsecrets(&example, &["check"]);
        assert!(output.status.success(), "{example}");
    }
}

#[test]
fn two_rust_readers_agree_on_every_output() {
    for example in examples() {
        let text = compiled(&example);
        let by_yaml = documents(&text);
        let by_saphyr: Vec<Value> = serde_saphyr::from_multiple(&text).unwrap();
        assert_eq!(by_yaml, by_saphyr, "{example}");
        assert!(!by_yaml.is_empty(), "{example}");
    }
}

#[test]
fn pyyaml_reads_every_output_alike() {
    let Some(mut python) = peers::peer("python3") else {
        return;
    };
    let program = "import sys, json\ntry:\n  import yaml\nexcept ImportError:\n  sys.exit(7)\n\
        text = sys.stdin.buffer.read().decode()\n\
        json.dump(list(yaml.safe_load_all(text)), sys.stdout)";
    python.args(["-c", program]);
    for example in examples() {
        let text = compiled(&example);
        match run(&mut python, &text) {
            Ok(json) => {
                let read: Vec<Value> = serde_json::from_str(&json).unwrap();
                assert_eq!(read, documents(&text), "{example}");
            }
            Err(said) if said.is_empty() => {
                println!("PyYAML is not here, so nothing was compared with it");
                return;
            }
            Err(said) => panic!("{example}: {said}"),
        }
    }
}

#[test]
fn kubectl_reads_every_output_alike() {
    if peers::peer("kubectl").is_none() {
        return;
    }
    for example in examples() {
        // Before SOPS has decrypted them such Secrets are none: their data are no base64.
        let text: Vec<String> = compiled(&example)
            .split("\n---\n")
            .filter(|document| !document.contains("\nsops:\n"))
            .map(str::to_owned)
            .collect();
        let text = text.join("\n---\n");
        let mut kubectl = peers::peer("kubectl").expect("it was found a moment ago");
        // An annotation that is on no object: taking it away changes nothing.
        let arguments = [
            "annotate",
            "--local",
            "-f",
            "-",
            "-o",
            "json",
            "nobody/has-",
        ];
        // A reader of no schema alone takes kinds of others, which kubectl does by default.
        let json =
            run(kubectl.args(arguments), &text).unwrap_or_else(|said| panic!("{example}: {said}"));
        let read: Vec<Value> = serde_json::Deserializer::from_str(&json)
            .into_iter::<Value>()
            .map(Result::unwrap)
            .collect();
        assert_eq!(read.len(), documents(&text).len(), "{example}");
        for (read, written) in read.iter().zip(&documents(&text)) {
            assert_eq!(&without_empty(read), written, "{example}");
        }
    }
}

/// An object as written: kubectl adds `creationTimestamp: null` and empty labels.
fn without_empty(object: &Value) -> Value {
    let mut object = object.clone();
    if let Some(metadata) = object["metadata"].as_object_mut() {
        metadata.retain(|_, value| {
            !value.is_null() && !value.as_object().is_some_and(serde_json::Map::is_empty)
        });
    }
    object
}

#[test]
fn every_object_satisfies_the_recorded_schema_of_its_kind() {
    let schemas = project().join("../shared/reference/schemas");
    if !schemas.is_dir() {
        println!("no recorded schemas are here");
        return;
    }
    for example in examples() {
        for mut object in documents(&compiled(&example)) {
            // `sops -d`, or who does the same in the cluster's stead, takes this part away.
            object.as_object_mut().unwrap().remove("sops");
            let kind = object["kind"].as_str().unwrap();
            let path = schemas.join(format!("{}.json", kind.to_lowercase()));
            let schema: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            let validator = jsonschema::validator_for(&schema).unwrap();
            let faults: Vec<String> = validator
                .iter_errors(&object)
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert_eq!(faults, Vec::<String>::new(), "{example}: {object}");
        }
    }
}

#[test]
fn kubectl_kustomize_of_the_directory_gives_the_objects_of_the_stream() {
    if peers::peer("kubectl").is_none() {
        return;
    }
    for example in examples() {
        let place = tempfile::tempdir().unwrap();
        let directory = place.path().join("out");
        let output = pullsecrets(&example, &["build", "-o", directory.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{example}: {said}");
        let mut kubectl = peers::peer("kubectl").expect("it was found a moment ago");
        let built = run(kubectl.arg("kustomize").arg(&directory), "")
            .unwrap_or_else(|said| panic!("{example}: {said}"));
        let mut stream = documents(&compiled(&example));
        // What only `kubectl create` takes lies apart.
        stream.retain(|object| object["metadata"]["generateName"].is_null());
        let mut built = documents(&built);
        for object in stream.iter_mut().chain(&mut built) {
            forget_drawn(object);
        }
        assert_eq!(sorted(built), sorted(stream), "{example}");
    }
}
