//! A panic says where it happened, and nothing of what was being worked on.

use std::process::{Command, Stdio};

use crate::marks::{mark, shown, traces};
use pullsecrets::host::panics;

/// The variable by which the process is told how to panic.
const HOW: &str = "SECRECY_PANIC";

/// Not a test of its own: the process that panics.
#[test]
fn child_that_panics() {
    let Ok(how) = std::env::var(HOW) else {
        return;
    };
    match how.as_str() {
        "hidden" => panics::hide_messages(),
        "command" => drop(pullsecrets::cli::main()),
        _ => {}
    }
    // The message of the standard library shows the text.
    let text = format!("é{}", mark("panic"));
    let part = text[1..].to_owned();
    assert!(part.is_empty(), "never reached");
}

/// What that process says.
fn said(how: &str) -> Vec<u8> {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "panics::child_that_panics", "--nocapture"])
        .env(HOW, how)
        .env("RUST_BACKTRACE", "1")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(!output.status.success());
    [output.stdout, output.stderr].concat()
}

#[test]
fn a_panic_says_where_and_not_what() {
    let traces = traces();
    assert!(
        shown(&said("plain"), &traces).is_some(),
        "there is something to hide"
    );
    let said = said("hidden");
    let text = String::from_utf8_lossy(&said);
    assert!(shown(&said, &traces).is_none(), "{text}");
    assert!(
        text.contains("the command panicked at tests/secrecy/panics.rs:"),
        "{text}"
    );
    assert!(text.contains("child_that_panics"), "the way there: {text}");
}

#[test]
fn the_command_hides_the_messages_of_panics() {
    // It takes the arguments of the test for its own, and ends with what is wrong with them.
    let said = said("command");
    let text = String::from_utf8_lossy(&said);
    assert!(text.contains("unexpected argument"), "{text}");
    assert!(
        text.contains("error: the command panicked at tests/secrecy/panics.rs:"),
        "{text}"
    );
    assert!(shown(&said, &traces()).is_none(), "{text}");
}
