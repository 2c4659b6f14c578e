//! `pullsecrets man`: the manual page.

use crate::host;

use super::terminal::done;
use super::{Failure, Outcome};

/// Prints the manual page of the command, subcommands and options included, as roff.
///
/// # Errors
/// Where standard output cannot be written.
pub fn run(mut command: clap::Command) -> Result<Outcome, Failure> {
    command.build();
    let mut page = Vec::new();
    let failed = |error: std::io::Error| Failure::new(host::reason(&error));
    clap_mangen::Man::new(command.clone())
        .render(&mut page)
        .map_err(failed)?;
    for subcommand in command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
    {
        let man = clap_mangen::Man::new(subcommand.clone());
        page.extend_from_slice(
            format!(".SH \"{}\"\n", subcommand.get_name().to_uppercase()).as_bytes(),
        );
        man.render_description_section(&mut page).map_err(failed)?;
        man.render_options_section(&mut page).map_err(failed)?;
    }
    done(&page)
}
