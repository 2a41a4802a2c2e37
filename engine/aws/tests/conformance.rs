//! Every kind, on real emulators: create, read equals desired, nothing left to change, update each
//! mutable attribute, replace, delete, gone.
//!
//! A case is `kinds/<resource type>.json`: what must stand first, what is created, and the changes.
//! One test is made of each case and emulator. `-- aws_vpc` runs those of one kind.

#![expect(
    clippy::disallowed_methods,
    clippy::panic,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "helpers of tests, not only tests"
)]

#[path = "conformance/case.rs"]
mod case;
#[path = "conformance/emulator.rs"]
mod emulator;
#[path = "conformance/facts.rs"]
mod facts;
#[path = "conformance/permissions.rs"]
mod permissions;
#[path = "conformance/run.rs"]
mod run;

use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let cases = case::all();
    let mut trials = vec![Trial::test("every_kind_has_a_case", {
        let types: Vec<String> = cases
            .iter()
            .map(|case| case.resource_type.clone())
            .collect();
        move || every_kind_has_a_case(&types)
    })];
    trials.push(Trial::test("facts_name_attributes", || {
        facts::name_attributes().map_err(Into::into)
    }));
    for emulator in emulator::all() {
        for case in &cases {
            let case = case.clone();
            let name = format!("{}::{}", emulator.name(), case.name);
            trials.push(Trial::test(name, move || {
                run::case(&case, emulator).map_err(Into::into)
            }));
        }
    }
    let is_whole = arguments.filter.is_none() && arguments.skip.is_empty();
    let conclusion = libtest_mimic::run(&arguments, trials);
    let unused = permissions::unused();
    if is_whole && !conclusion.has_failed() && !unused.is_empty() {
        println!("permissions that no case needs, and no reason is given for: {unused:#?}");
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

fn every_kind_has_a_case(types: &[String]) -> Result<(), libtest_mimic::Failed> {
    let without: Vec<&str> = tollgate_aws::kinds::all()
        .map(|kind| kind.facts.resource_type)
        .filter(|kind| !types.iter().any(|case| case == kind))
        .collect();
    if without.is_empty() {
        Ok(())
    } else {
        Err(format!("no case in tests/kinds for {without:?}").into())
    }
}
