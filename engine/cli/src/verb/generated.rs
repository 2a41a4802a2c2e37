//! `tollgate completions` and `tollgate man`: made from the command line itself.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::args::Cli;
use crate::exit::Exit;
use crate::terminal::{Failure, Terminal};

/// Prints the completion script of a shell.
///
/// # Errors
/// When standard output cannot be written.
pub fn completions(shell: Shell, terminal: &Terminal) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tollgate", &mut script);
    terminal.print(|out| out.write_all(&script))?;
    Ok(Exit::Passed)
}

/// Prints the manual page, with every verb in it.
///
/// # Errors
/// When standard output cannot be written.
pub fn manual(terminal: &Terminal) -> Result<Exit, Failure> {
    let mut page = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for verb in command
        .get_subcommands()
        .filter(|verb| verb.get_name() != "help")
    {
        clap_mangen::Man::new(verb.clone()).render(&mut page)?;
    }
    terminal.print(|out| out.write_all(&page))?;
    Ok(Exit::Passed)
}
