//! How many tasks a service runs.

use rust_decimal::Decimal;
use tollgate_model::Band;

use crate::bill::Bill;
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject};

const SCALING: &str =
    "as few and as many as autoscaling allows; typically a fifth of the way up, in whole tasks";

/// Of how many steps from the minimum to the maximum one is taken.
const STEPS: u32 = 5;

/// The tasks: those of the usage file, else those that autoscaling allows, else those that are asked for.
pub(super) fn count(service: &Subject<'_>, bill: &Bill<'_>) -> Quantity {
    if let Some(given) = bill.usage_if_given("tasks") {
        return given;
    }
    let Some(target) = scaling(service) else {
        return service.quantity("desired_count", "tasks", 0, Band::of(1, 2, 10));
    };
    let bound = |name| target.number(name).value();
    let (Some(least), Some(most)) = (bound("min_capacity"), bound("max_capacity")) else {
        let span = Band::of(1, 2, 10);
        return Quantity::assumed("min_capacity", "tasks", span, Origin::AfterApply);
    };
    if least == most {
        return Quantity::exactly(least);
    }
    Quantity::assumed(
        "tasks",
        "tasks",
        typical(least, most),
        Origin::Convention(SCALING),
    )
}

fn typical(least: Decimal, most: Decimal) -> Band {
    let most = most.max(least);
    Band {
        low: least,
        typical: least + ((most - least) / Decimal::from(STEPS)).floor(),
        high: most,
    }
}

/// The scaling target of a service: by reference, or by the name that it holds.
fn scaling<'a>(service: &Subject<'a>) -> Option<Subject<'a>> {
    let by_reference = service.referrers("aws_appautoscaling_target").next();
    by_reference.or_else(|| {
        let Known::Set(name) = service.text("name") else {
            return None;
        };
        let end = format!("/{name}");
        service
            .world
            .all("aws_appautoscaling_target")
            .find(|target| {
                let id = target.text("resource_id").value();
                id.is_some_and(|id| id.starts_with("service/") && id.ends_with(&end))
            })
    })
}
