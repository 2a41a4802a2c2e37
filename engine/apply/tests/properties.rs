//! What holds of every plan and every apply, whatever the code, the state and the faults.

#![expect(clippy::unwrap_used, reason = "helpers of tests, not only tests")]

#[path = "properties/code.rs"]
mod code;
#[path = "properties/environment.rs"]
mod environment;
#[path = "properties/world.rs"]
mod world;

use proptest::prelude::*;

use crate::code::Configuration;
use crate::environment::Environment;
use crate::world::Fault;

fn fault() -> impl Strategy<Value = Option<(usize, Fault)>> {
    let kinds = prop_oneof![
        Just(Fault::Refused),
        Just(Fault::Half),
        Just(Fault::Lost),
        Just(Fault::CutOffBefore),
        Just(Fault::CutOffAfter),
        (1..20_usize).prop_map(Fault::CutOffLate),
    ];
    prop::option::of((1..12_usize, kinds))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// One configuration after the other is applied, and a call goes wrong now and then. After at most
    /// one more run, all that the code has is there once and nothing else, another plan is empty, and
    /// nothing was ever made before what it needs or removed before what needs it. What comes late may
    /// take one more.
    #[test]
    fn what_is_applied_is_there(
        is_named in any::<bool>(),
        rounds in prop::collection::vec((Configuration::strategy(), fault()), 1..4)
    ) {
        let environment = Environment::new(is_named);
        for (mut configuration, fault) in rounds {
            if is_named {
                configuration.replace_in_place();
            }
            environment.round(&configuration, fault).map_err(TestCaseError::fail)?;
        }
        environment.round(&Configuration::default(), None).map_err(TestCaseError::fail)?;
    }
}
