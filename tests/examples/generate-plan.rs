//! Writes a generated plan to standard output, and how many faults are planted in it to standard error.
//!
//! `cargo run --release -p tollgate-tests --example generate-plan -- RESOURCES [SEED] > plan.json`

use std::error::Error;
use std::io::Write;

use tollgate_tests::generator;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let resources = arguments
        .next()
        .ok_or("how many resources? generate-plan RESOURCES [SEED]")?
        .parse()?;
    let seed = arguments.next().map_or(Ok(7), |seed| seed.parse())?;
    let plan = generator::plan(resources, seed)?;
    std::io::stdout().write_all(plan.json.as_bytes())?;
    writeln!(std::io::stderr(), "{} planted", plan.planted.len())?;
    Ok(())
}
