//! What a panic says. There should be none; but the message of one may hold the text that was
//! being worked on, and that text may be a credential.

use std::backtrace::{Backtrace, BacktraceStatus};
use std::io::{self, Write};
use std::panic::{PanicHookInfo, set_hook};

/// From now on a panic says where it happened, and where it came from where `RUST_BACKTRACE` asks
/// for it, but not its message.
pub fn hide_messages() {
    set_hook(Box::new(tell));
}

fn tell(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map_or_else(String::new, |place| {
        format!(" at {}:{}:{}", place.file(), place.line(), place.column())
    });
    let mut text = format!(
        "error: the command panicked{place}\n  help: this is a fault of pullsecrets: report it with its version and this place\n"
    );
    let trace = Backtrace::capture();
    if trace.status() == BacktraceStatus::Captured {
        text.push_str(&trace.to_string());
    }
    // Whether somebody reads it or not, the run ends.
    let _ = io::stderr().write_all(text.as_bytes());
}
