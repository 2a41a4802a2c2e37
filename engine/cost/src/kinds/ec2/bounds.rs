//! How many machines a group has: as few and as many as it allows.

use tollgate_model::Band;

use crate::bill::Bill;
use crate::quantity::{Origin, Quantity};
use crate::subject::Subject;

const SCALING: &str =
    "as few and as many machines as the group allows, and typically as many as it is asked for";

/// What is assumed where the bounds are known only after apply.
const SPAN: [u32; 3] = [1, 2, 10];

/// The attributes in which a group says its bounds.
pub(in crate::kinds) struct Bounds {
    pub least: &'static str,
    pub asked: &'static str,
    pub most: &'static str,
}

impl Bounds {
    /// The machines of the usage file, else those between the bounds.
    pub(in crate::kinds) fn count(&self, group: &Subject<'_>, bill: &Bill<'_>) -> Quantity {
        if let Some(given) = bill.usage_if_given("instances") {
            return given;
        }
        let bound = |name| group.number(name).value();
        let (Some(least), Some(most)) = (bound(self.least), bound(self.most)) else {
            let [low, typical, high] = SPAN;
            let span = Band::of(low, typical, high);
            return Quantity::assumed(self.least, "instances", span, Origin::AfterApply);
        };
        if least == most {
            return Quantity::exactly(least);
        }
        let most = most.max(least);
        let asked = bound(self.asked).unwrap_or(least).clamp(least, most);
        let band = Band::of(least, asked, most);
        Quantity::assumed(self.asked, "instances", band, Origin::Convention(SCALING))
    }
}
