//! The function of Kustomize, its legacy plugin, and the plugin of Argo CD: objects on standard
//! output, with credentials in Secrets, and none in what is said of them.

use std::fs;
use std::process::Output;

use crate::commands::{FINDINGS, command, functions, plugins};
use crate::marks::{assert_silent, json, shown, traces};
use crate::outputs::{assert_files_silent, folder};
use crate::running::feed;
use crate::specs::specs;

/// The items of a list: one with credentials, which goes through, and pods.
fn items() -> String {
    let text = crate::specs::files()
        .into_iter()
        .filter(|(name, _)| matches!(*name, "applied.yaml" | "pods.yaml"))
        .map(|(_, bytes)| String::from_utf8(bytes).unwrap());
    let documents: Vec<String> = text
        .flat_map(|text| text.split("---\n").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    documents
        .iter()
        .map(|document| {
            let mut lines = document.lines();
            let first = lines.next().unwrap_or_default();
            let rest: String = lines.map(|line| format!("  {line}\n")).collect();
            format!("- {first}\n{rest}")
        })
        .collect()
}

/// Searches what is said: standard error, and the results at the end of a list.
fn assert_said_is_silent(what: &str, output: &Output, traces: &[String]) {
    assert!(output.status.code().is_some_and(|code| code <= 2), "{what}");
    assert_silent(what, &output.stderr, traces);
    if let Some((_, results)) = String::from_utf8_lossy(&output.stdout).split_once("\nresults:") {
        assert_silent(&format!("results of {what}"), results.as_bytes(), traces);
    }
}

#[test]
fn a_function_says_nothing_of_credentials() {
    let traces = traces();
    let (place, mut inputs) = folder();
    let place = place.path();
    inputs.push(place.join("config.yaml"));
    let items = items();
    for (name, spec, builds) in specs() {
        let generate = spec.replace("MARKED", "PULLSECRETS_MARKED");
        let transform = generate.replace(
            "metadata: {name: acme}",
            "metadata: {name: acme, annotations: {pullsecrets.dev/mode: transform}}",
        );
        let mut carried = 0;
        for spec in [&generate, &transform] {
            fs::write(place.join("config.yaml"), spec).unwrap();
            let config: String = spec.lines().map(|line| format!("  {line}\n")).collect();
            let head = "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n";
            let empty = format!("{head}items: []\nfunctionConfig:\n{config}");
            let full = format!("{head}items:\n{items}functionConfig:\n{config}");
            let stream = items.replace("\n  ", "\n").replace("- ", "---\n");
            for arguments in functions() {
                let fed = match arguments.contains(&"--legacy") {
                    true => vec![&stream],
                    false => vec![&empty, &full],
                };
                for input in fed {
                    let output = feed(&mut command(place, &arguments), input);
                    let what = format!("{arguments:?} of {name}");
                    assert_said_is_silent(&what, &output, &traces);
                    carried += usize::from(shown(&output.stdout, &traces).is_some());
                }
            }
        }
        // The objects themselves do hold them.
        assert!(carried > 0 || !builds, "{name}");
        assert_files_silent(place, &inputs, name, &traces);
    }
}

#[test]
fn a_plugin_of_argo_cd_says_nothing_of_credentials() {
    let traces = traces();
    let (place, mut inputs) = folder();
    let place = place.path();
    inputs.push(place.join("pullsecrets.yaml"));
    for (name, spec, builds) in specs() {
        let spec = spec.replace("MARKED", "PULLSECRETS_MARKED");
        let spec = spec.replace("PULLSECRETS_MARKED_NAME", "PULLSECRETS_MARKED");
        fs::write(place.join("pullsecrets.yaml"), &spec).unwrap();
        let parameters = [
            String::new(),
            format!("[{{\"name\":\"spec\",\"string\":\"{}\"}}]", json(&spec)),
            // What is no JSON, and what names a parameter that there is not.
            format!("[{{\"name\":\"spec\",\"string\":\"{}\"", json(&spec)),
            "[{\"name\":\"projects\",\"array\":[\"a\"]}]".to_owned(),
        ];
        for arguments in plugins() {
            for (number, parameters) in parameters.iter().enumerate() {
                let mut run = command(place, &arguments);
                let output = run
                    .env("ARGOCD_APP_PARAMETERS", parameters)
                    .output()
                    .unwrap();
                let what = format!("{arguments:?} of {name}, parameters {number}");
                assert_said_is_silent(&what, &output, &traces);
                if builds && number != 2 {
                    let said = String::from_utf8_lossy(&output.stderr);
                    assert!(output.status.success(), "{what}: {said}");
                    let is_carried = shown(&output.stdout, &traces).is_some();
                    assert_eq!(is_carried, name != "sealed", "{what}");
                } else {
                    assert!(number != 2 || output.stdout.is_empty(), "{what}");
                }
            }
        }
        assert_files_silent(place, &inputs, name, &traces);
    }
    assert_eq!(plugins().len(), 1 + FINDINGS.len());
}
