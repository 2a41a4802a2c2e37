//! The built-in price book: each price is found by what charges for it, or reported as unused.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use tollgate_cost::charge::Due;
use tollgate_cost::{PriceBook, charges, coverage};

#[test]
fn every_price_is_found_by_its_charge_or_reported_as_unused() {
    let book = PriceBook::builtin().unwrap();
    let reported: BTreeSet<String> = coverage::coverage(&book, "2026-11-23".parse().unwrap())
        .unused
        .into_iter()
        .collect();
    let mut found = 0;
    for price in book.prices() {
        let name = format!("{} {} {}", price.service, price.region, price.key);
        let charge = charges::all().find(|charge| {
            *charge.service == *price.service && charge.size_in(&price.key).is_some()
        });
        let Some(charge) = charge else {
            assert!(
                reported.contains(&name),
                "{name} is neither used nor reported"
            );
            continue;
        };
        assert!(
            !reported.contains(&name),
            "{name} is used, and reported as unused"
        );
        let size = charge.size_in(&price.key).unwrap();
        let due = if size.is_empty() {
            Due::from(charge)
        } else {
            charge.of(size)
        };
        let again = book.find(&due, &price.region);
        let again = again.unwrap_or_else(|| panic!("{name} has the unit {}", price.unit));
        assert_eq!(again.total(Decimal::ONE), price.first(), "{name}");
        found += 1;
    }
    assert!(found > 1_300, "{found} prices only");
}
