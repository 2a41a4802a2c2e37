//! What holds of every estimate, whatever is in the inventory: tried on parts of what the cases hold.

use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;
use rust_decimal::Decimal;
use tollgate_cost::usage::Profile;
use tollgate_cost::{Comparison, Estimate, Options, PriceBook, Usage, estimate};
use tollgate_model::{Band, Inventory, Resource};

use crate::case;

fn book() -> &'static PriceBook {
    static BOOK: OnceLock<PriceBook> = OnceLock::new();
    BOOK.get_or_init(|| PriceBook::builtin().unwrap())
}

/// The inventories of all cases.
fn inventories() -> &'static [Inventory] {
    static INVENTORIES: OnceLock<Vec<Inventory>> = OnceLock::new();
    INVENTORIES.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        files
            .iter()
            .flat_map(|file| case::all(&std::fs::read_to_string(file).unwrap()))
            .map(|case| case.inventory())
            .collect()
    })
}

/// A part of one case's inventory, and one resource more that is charged for itself.
fn part() -> impl Strategy<Value = (Inventory, Option<Resource>)> {
    let whole = any::<prop::sample::Index>().prop_map(|index| index.get(inventories()).clone());
    (whole, any::<u64>(), any::<prop::sample::Index>()).prop_map(|(whole, mask, index)| {
        let mut part = Inventory::new(whole.context.clone());
        let mut left = Vec::new();
        for (position, resource) in whole.iter().enumerate() {
            if mask >> (position % 64) & 1 == 0 {
                part.insert(resource.clone());
            } else if tollgate_cost::kinds::find(&resource.resource_type).is_some() {
                left.push(resource.clone());
            }
        }
        part.sort();
        let more = (!left.is_empty()).then(|| index.get(&left).clone());
        (part, more)
    })
}

fn profile() -> impl Strategy<Value = Profile> {
    prop_oneof![
        Just(Profile::Dev),
        Just(Profile::Staging),
        Just(Profile::Prod)
    ]
}

fn priced(inventory: &Inventory, profile: Profile) -> Estimate {
    let usage = Usage::new(None, profile);
    estimate(inventory, book(), &usage, &Options::default())
}

fn is_in_order(band: Band) -> bool {
    Decimal::ZERO <= band.low && band.low <= band.typical && band.typical <= band.high
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn low_is_at_most_typical_and_typical_at_most_high((part, _) in part(), profile in profile()) {
        let estimate = priced(&part, profile);
        for priced in &estimate.resources {
            for line in &priced.components {
                prop_assert!(is_in_order(line.quantity), "{}: {line:?}", priced.address);
                prop_assert!(line.monthly().is_none_or(is_in_order), "{}: {line:?}", priced.address);
            }
        }
        prop_assert!(is_in_order(estimate.monthly()));
    }

    #[test]
    fn one_resource_more_never_costs_less((part, more) in part(), profile in profile()) {
        let before = priced(&part, profile).monthly();
        let Some(more) = more else { return Ok(()) };
        let address = more.address.clone();
        let mut larger = part;
        larger.insert(more);
        larger.sort();
        let added = priced(&larger, profile).monthly() - before;
        prop_assert!(
            [added.low, added.typical, added.high].iter().all(|figure| *figure >= Decimal::ZERO),
            "{address}: {added}"
        );
    }

    #[test]
    fn a_comparison_the_other_way_round_has_the_other_sign((one, _) in part(), (other, _) in part()) {
        let (one, other) = (priced(&one, Profile::Dev), priced(&other, Profile::Prod));
        let there = Comparison::new(&one, &other);
        let back = Comparison::new(&other, &one);
        prop_assert_eq!(there.delta(), Band::ZERO - back.delta());
        prop_assert_eq!(there.changes.len(), back.changes.len());
        for (there, back) in there.changes.iter().zip(&back.changes) {
            prop_assert_eq!(there.address(), back.address());
            prop_assert_eq!(there.delta(), Band::ZERO - back.delta());
        }
    }
}
