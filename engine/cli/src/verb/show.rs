//! `tollgate show`: a plan file, for people or for other tools.

use crate::args::Show;
use crate::exit::Exit;
use crate::provision::{approval, files, summary};
use crate::terminal::{Failure, Terminal};

/// Shows a plan.
///
/// # Errors
/// When the file is none.
pub fn run(args: &Show, terminal: &Terminal) -> Result<Exit, Failure> {
    let plan = files::plan(&args.plan)?;
    let digest = approval::digest(&plan)?;
    terminal.print(|out| {
        if args.json {
            serde_json::to_writer_pretty(&mut *out, &plan.to_json())?;
            return writeln!(out);
        }
        let binding = &plan.binding;
        writeln!(out, "plan     {digest}")?;
        writeln!(
            out,
            "for      {} in the account {} ({})",
            binding.environment, binding.account, binding.target
        )?;
        writeln!(
            out,
            "made     {} by Tollgate {}",
            binding.created, binding.engine
        )?;
        writeln!(
            out,
            "state    {}, serial {}",
            binding.lineage, binding.serial
        )?;
        writeln!(out, "code     {}\n", binding.code)?;
        summary::write(&plan, terminal.color, out)
    })?;
    Ok(Exit::Passed)
}
