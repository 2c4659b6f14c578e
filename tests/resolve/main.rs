//! `pullsecrets resolve`, the real command: from files alone as nodes were recorded, and the whole
//! chain from a spec.

mod chain;
mod files;
#[path = "../look_ups/mod.rs"]
mod look_ups;

use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_pullsecrets"))
        .current_dir(folder)
        .arg("resolve")
        .args(arguments)
        .env("QUAY_TOKEN", "obviously-fake-quay")
        .env("OLD_USER", "old-user")
        .env("OLD_PASSWORD", "obviously-fake-old")
        .output()
        .expect("the command runs")
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let output = run(folder, &[arguments, &["--format", "json"]].concat());
    let answer: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)));
    let failed = answer["verdict"] == "error";
    assert_eq!(
        output.status.code(),
        Some(i32::from(failed)),
        "{arguments:?}"
    );
    answer
}

/// `secret key` of each credential, in order.
fn tried(answer: &Value) -> Vec<String> {
    let credentials = answer["credentials"].as_array().expect("a list");
    credentials
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one["secret"].as_str().expect("a text"),
                one["key"].as_str().expect("a text")
            )
        })
        .collect()
}
