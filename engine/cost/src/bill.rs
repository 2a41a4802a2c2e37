//! A bill in the making: what a kind says about one resource.

use std::borrow::Cow;
use std::sync::Arc;

use rust_decimal::Decimal;
use tollgate_model::{Band, Resource};

use crate::book::PriceBook;
use crate::charge::{Charge, Due};
use crate::component::{Component, Unpriced};
use crate::quantity::{Origin, Quantity};
use crate::unit::HOURS_A_MONTH;
use crate::usage::Usage;

/// The region of charges that have one price for the world.
pub const GLOBAL: &str = "global";

/// The lines of one resource's bill.
#[derive(Debug)]
pub struct Bill<'a> {
    resource: &'a Resource,
    region: Option<Arc<str>>,
    book: &'a PriceBook,
    usage: &'a Usage,
    lines: Vec<Component>,
}

impl<'a> Bill<'a> {
    /// An empty bill.
    #[must_use]
    pub fn new(
        resource: &'a Resource,
        region: Option<Arc<str>>,
        book: &'a PriceBook,
        usage: &'a Usage,
    ) -> Self {
        Self {
            resource,
            region,
            book,
            usage,
            lines: Vec::new(),
        }
    }

    /// Charges for every hour of the month.
    pub fn hours(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        due: impl Into<Due>,
        count: impl Into<Quantity>,
    ) -> &mut Component {
        self.add(name, due, count.into().times(HOURS_A_MONTH))
    }

    /// Charges for a quantity a month, counted in single things: requests, not thousands of them.
    pub fn add(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        due: impl Into<Due>,
        quantity: impl Into<Quantity>,
    ) -> &mut Component {
        let due = due.into();
        let region = self.region_of(due.charge);
        let price = match &region {
            None => Err(Unpriced::NoRegion),
            Some(region) => self.book.find(&due, region).ok_or(Unpriced::NotInBook),
        };
        let quantity = quantity.into();
        let per = Decimal::from(due.charge.unit.per);
        self.push(Component {
            name: name.into(),
            region: region.unwrap_or_else(|| Arc::from("")),
            quantity: quantity.band.map(|amount| amount / per),
            price,
            due,
            assumptions: quantity.assumptions,
            implied: None,
            is_bounded: false,
        })
    }

    /// Charges for what use decides, by a parameter of usage files.
    pub fn used(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        due: impl Into<Due>,
        parameter: &'static str,
    ) -> &mut Component {
        let quantity = self.usage(parameter);
        self.add(name, due, quantity)
    }

    /// Charges for every hour of a member of a family, whose size is known only after apply: from the
    /// cheapest size of the book that ends with `suffix` to the dearest.
    pub fn hours_of_some(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        (family, suffix): (&'static Charge, &str),
        attribute: &'static str,
        count: impl Into<Quantity>,
    ) -> &mut Component {
        let count = count.into().times(HOURS_A_MONTH);
        let region = self.region_of(family);
        let spread = region
            .as_ref()
            .and_then(|region| self.book.spread(family, suffix, region));
        let Some((price, factors)) = spread else {
            return self.undecided(
                name,
                family,
                format!("{attribute} is known only after apply"),
            );
        };
        let quantity = count.for_each(&Quantity::assumed(
            attribute,
            "times the cheapest",
            factors,
            Origin::AfterApply,
        ));
        self.push(Component {
            name: name.into(),
            due: family.into(),
            region: region.unwrap_or_else(|| Arc::from("")),
            quantity: quantity.band,
            price: Ok(price),
            assumptions: quantity.assumptions,
            implied: None,
            is_bounded: true,
        })
    }

    /// Says that something is charged, and that it cannot be told what.
    pub fn undecided(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        charge: &'static Charge,
        reason: impl Into<String>,
    ) -> &mut Component {
        let region = self.region_of(charge);
        self.push(Component {
            name: name.into(),
            due: charge.into(),
            region: region.unwrap_or_else(|| Arc::from("")),
            quantity: Band::ZERO,
            price: Err(Unpriced::Undecided(reason.into())),
            assumptions: Vec::new(),
            implied: None,
            is_bounded: false,
        })
    }

    /// Charges what `write` adds at the prices of another region.
    pub fn elsewhere(&mut self, region: Option<Arc<str>>, write: impl FnOnce(&mut Self)) {
        let home = std::mem::replace(&mut self.region, region);
        write(self);
        self.region = home;
    }

    /// What is known of a parameter of usage files for this resource, in single things.
    #[must_use]
    pub fn usage(&self, parameter: &'static str) -> Quantity {
        self.usage
            .of(self.resource, parameter)
            .unwrap_or_else(|| Quantity::exactly(0))
    }

    /// What a usage file says of a parameter that has no default.
    #[must_use]
    pub fn usage_if_given(&self, parameter: &'static str) -> Option<Quantity> {
        self.usage.given(self.resource, parameter)
    }

    /// Whether the book has a price for this here.
    #[must_use]
    pub fn has_price(&self, due: &Due) -> bool {
        let region = self.region_of(due.charge);
        region.is_some_and(|region| self.book.find(due, &region).is_some())
    }

    /// The lines.
    #[must_use]
    pub fn into_lines(self) -> Vec<Component> {
        self.lines
    }

    fn region_of(&self, charge: &Charge) -> Option<Arc<str>> {
        if charge.is_global {
            Some(Arc::from(GLOBAL))
        } else {
            self.region.clone()
        }
    }

    fn push(&mut self, line: Component) -> &mut Component {
        self.lines.push_mut(line)
    }
}
