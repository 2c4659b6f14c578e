//! The command `pullsecrets`: parse the arguments, run, return an exit status.

use std::process::ExitCode;

fn main() -> ExitCode {
    pullsecrets::cli::main()
}
