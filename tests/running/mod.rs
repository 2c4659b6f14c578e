//! Running a program over a text.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

/// Runs a program over a text on its standard input; how it ended and what it printed.
///
/// # Panics
/// Where the program cannot be started.
pub fn feed(command: &mut Command, text: impl AsRef<[u8]>) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let text = text.as_ref();
    std::thread::scope(|threads| {
        // A program that ends before it has read all closes the pipe.
        threads.spawn(move || drop(stdin.write_all(text)));
        child.wait_with_output().expect("the program ends")
    })
}
