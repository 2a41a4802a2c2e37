//! What AWS charges for, apart from what it costs.

use std::borrow::Cow;

use crate::unit::Unit;

/// One line of AWS's price list, or a family of lines that differ in a size.
#[derive(Debug, PartialEq, Eq)]
pub struct Charge {
    /// The code of the offer: `AmazonEC2`.
    pub service: &'static str,
    /// AWS's usage type without the prefix of its region: `NatGateway-Hours`. Where the usage type alone
    /// does not tell products apart, `@` and what does: `LoadBalancerUsage@application`. In a family `*`
    /// stands for the size: `InstanceUsage:*@postgres`.
    pub key: &'static str,
    /// What a price is for.
    pub unit: Unit,
    /// Whether there is one price for the whole world.
    pub is_global: bool,
}

impl Charge {
    /// A charge whose price depends on the region.
    #[must_use]
    pub const fn regional(service: &'static str, key: &'static str, unit: Unit) -> Self {
        Self {
            service,
            key,
            unit,
            is_global: false,
        }
    }

    /// A charge with one price for the whole world.
    #[must_use]
    pub const fn global(service: &'static str, key: &'static str, unit: Unit) -> Self {
        Self {
            is_global: true,
            ..Self::regional(service, key, unit)
        }
    }

    /// The member of a family for a size, such as `db.t3.small`.
    #[must_use]
    pub fn of(&'static self, size: &str) -> Due {
        Due {
            charge: self,
            key: Cow::Owned(self.key.replacen('*', size, 1)),
        }
    }

    /// The size for which `key` stands, if it is of this family; the empty text if this is no family
    /// and `key` is its own.
    #[must_use]
    pub fn size_in<'k>(&self, key: &'k str) -> Option<&'k str> {
        match self.key.split_once('*') {
            None => (key == self.key).then_some(""),
            Some((before, after)) => key.strip_prefix(before)?.strip_suffix(after),
        }
    }
}

/// A charge that is due: of a family, for one size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The charge, or the family.
    pub charge: &'static Charge,
    /// The key under which a price book has it.
    pub key: Cow<'static, str>,
}

impl From<&'static Charge> for Due {
    fn from(charge: &'static Charge) -> Self {
        Self {
            charge,
            key: Cow::Borrowed(charge.key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit;

    static FAMILY: Charge = Charge::regional("AmazonRDS", "InstanceUsage:*@postgres", unit::HOUR);

    #[test]
    fn a_family_makes_keys_and_knows_its_own() {
        assert_eq!(
            FAMILY.of("db.t3.small").key,
            "InstanceUsage:db.t3.small@postgres"
        );
        assert_eq!(
            FAMILY.size_in("InstanceUsage:db.t3.small@postgres"),
            Some("db.t3.small")
        );
        assert_eq!(FAMILY.size_in("InstanceUsage:db.t3.small@mysql"), None);
        assert_eq!(FAMILY.size_in("Multi-AZUsage:db.t3.small@postgres"), None);
    }
}
