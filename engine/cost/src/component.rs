//! One line of a bill.

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;
use tollgate_model::Band;

use crate::book::Price;
use crate::charge::Due;
use crate::quantity::{Assumption, Origin};

/// One thing about a resource that is charged for.
#[derive(Clone, Debug)]
pub struct Component {
    /// What people call it: `Data processed`.
    pub name: Cow<'static, str>,
    /// What AWS charges for.
    pub due: Due,
    /// The region whose price holds; `global` for what has one price.
    pub region: Arc<str>,
    /// How much of the unit a month.
    pub quantity: Band,
    /// What it costs, or why that is not known.
    pub price: Result<Arc<Price>, Unpriced>,
    /// What was assumed; empty where the document decides.
    pub assumptions: Vec<Assumption>,
    /// Why it is charged, where no line of the code asks for it.
    pub implied: Option<&'static str>,
    /// Whether something in the document limits the quantity, although use decides it.
    pub is_bounded: bool,
}

/// Why there is no price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unpriced {
    /// The book has none for this charge in this region.
    NotInBook,
    /// The region is not known.
    NoRegion,
    /// It cannot be told which price holds: the reason as a fragment, such as
    /// `instance_class is not known before apply`.
    Undecided(String),
}

impl Component {
    /// What it costs a month, if it has a price.
    #[must_use]
    pub fn monthly(&self) -> Option<Band> {
        let price = self.price.as_ref().ok()?;
        Some(self.quantity.map(|quantity| price.total(quantity)))
    }

    /// The price of the first unit, if there is one.
    #[must_use]
    pub fn rate(&self) -> Option<Decimal> {
        Some(self.price.as_ref().ok()?.first())
    }

    /// Whether use decides how much it is, rather than the document.
    #[must_use]
    pub fn is_by_use(&self) -> bool {
        let by_use = |origin: &Origin| matches!(origin, Origin::File(_) | Origin::Default { .. });
        self.assumptions
            .iter()
            .any(|assumption| by_use(&assumption.origin))
    }

    /// Says why it is charged, although no line of the code asks for it.
    pub fn implied_by(&mut self, why: &'static str) -> &mut Self {
        self.implied = Some(why);
        self
    }

    /// Says that something in the document limits it.
    pub fn bounded(&mut self) -> &mut Self {
        self.is_bounded = true;
        self
    }
}
