//! What every kind costs, as `cases/*.md` say it.

use std::collections::BTreeSet;
use std::path::Path;

use tollgate_cost::{Options, estimate};

use crate::case::{self, Case};
use crate::told;

#[test]
fn code_costs_what_the_cases_say() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "md"))
        .filter(|path| !path.ends_with("README.md"))
        .collect();
    files.sort();
    let mut met = BTreeSet::new();
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in &files {
        let text = std::fs::read_to_string(file).unwrap();
        for case in case::all(&text) {
            count += 1;
            let (said, charges) = case.priced();
            met.extend(charges);
            if said != case.bill {
                let name = file.file_name().unwrap().to_string_lossy();
                wrong.push(format!(
                    "{name}: {}\n--- expected\n{}--- is\n{said}",
                    case.name, case.bill
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count > 0);
    let known = tollgate_cost::charges::all().map(|charge| (charge.service, charge.key));
    let unmet: Vec<_> = known.filter(|charge| !met.contains(charge)).collect();
    assert!(unmet.is_empty(), "in no case: {unmet:?}");
}

impl Case {
    /// What the code costs, as a case writes it, and the charges that it met with a price.
    fn priced(&self) -> (String, BTreeSet<(&'static str, &'static str)>) {
        let usage = self.usage();
        let estimate = estimate(&self.inventory(), &self.book(), &usage, &Options::default());
        let charges = estimate
            .resources
            .iter()
            .flat_map(|priced| &priced.components)
            .filter(|line| line.price.is_ok())
            .map(|line| (line.due.charge.service, line.due.charge.key))
            .collect();
        (told::estimate(&estimate), charges)
    }
}
