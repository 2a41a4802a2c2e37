//! Which products a charge is for.

use std::collections::HashMap;

use crate::charge::Charge;
use crate::charges;

use super::term::OfferTier;

/// A product that a charge is for.
#[derive(Clone, Debug)]
pub struct Kept {
    pub charge: &'static Charge,
    pub key: String,
    pub region: String,
    pub tiers: Vec<OfferTier>,
}

/// Attributes of a product, by name.
pub type Attributes = HashMap<String, String>;

/// What a product must be, where its usage type alone does not say it.
struct Only {
    /// What the usage type holds.
    usage: &'static str,
    /// Attributes and the value that each must have.
    is: &'static [(&'static str, &'static str)],
}

const ONLY: &[Only] = &[
    Only {
        usage: "BoxUsage:",
        is: &[
            ("operatingSystem", "Linux"),
            ("tenancy", "Shared"),
            ("preInstalledSw", "NA"),
            ("capacitystatus", "Used"),
        ],
    },
    Only {
        usage: "NatGateway-",
        is: &[("operation", "NatGateway")],
    },
    Only {
        usage: "VpcEndpoint-",
        is: &[("operation", "VpcEndpoint")],
    },
];

/// The attribute that tells products of one usage type apart, and our word for each of its values.
struct Qualifier {
    usage: &'static str,
    attribute: &'static str,
    words: &'static [(&'static str, &'static str)],
}

const QUALIFIERS: &[Qualifier] = &[
    Qualifier {
        usage: "InstanceUsage:db.",
        attribute: "databaseEngine",
        words: ENGINES,
    },
    Qualifier {
        usage: "Multi-AZUsage:db.",
        attribute: "databaseEngine",
        words: ENGINES,
    },
    Qualifier {
        usage: "NodeUsage:cache.",
        attribute: "cacheEngine",
        words: &[
            ("Redis", "redis"),
            ("Valkey", "valkey"),
            ("Memcached", "memcached"),
        ],
    },
    Qualifier {
        usage: "LoadBalancerUsage",
        attribute: "operation",
        words: BALANCERS,
    },
    Qualifier {
        usage: "LCUUsage",
        attribute: "operation",
        words: BALANCERS,
    },
];

const ENGINES: &[(&str, &str)] = &[
    ("PostgreSQL", "postgres"),
    ("MySQL", "mysql"),
    ("MariaDB", "mariadb"),
    ("Aurora PostgreSQL", "aurora-postgresql"),
    ("Aurora MySQL", "aurora-mysql"),
];

const BALANCERS: &[(&str, &str)] = &[
    ("LoadBalancing:Application", "application"),
    ("LoadBalancing:Network", "network"),
    ("LoadBalancing:Gateway", "gateway"),
    ("LoadBalancing", "classic"),
];

/// The product, if a charge of this offer is for it.
pub fn kept(offer: &str, attributes: &Attributes) -> Option<Kept> {
    let get = |name: &str| attributes.get(name).map(String::as_str);
    let usage = get("usagetype")?;
    let region = get("regionCode").unwrap_or_default();
    let is_global = offer == "AmazonCloudFront" || offer == "AmazonRoute53";
    let usage = if is_global {
        usage
    } else {
        without_region(usage)
    };
    let only = ONLY.iter().filter(|only| usage.starts_with(only.usage));
    for (name, value) in only.flat_map(|only| only.is) {
        if get(name) != Some(*value) {
            return None;
        }
    }
    let mut key = usage.to_owned();
    if let Some(found) = QUALIFIERS
        .iter()
        .find(|found| usage.starts_with(found.usage))
    {
        let value = get(found.attribute)?;
        let (_, word) = found.words.iter().find(|(theirs, _)| *theirs == value)?;
        key = format!("{key}@{word}");
    }
    let charge =
        charges::all().find(|charge| charge.service == offer && charge.size_in(&key).is_some())?;
    let region = if charge.is_global { "global" } else { region };
    (!region.is_empty()).then(|| Kept {
        charge,
        key,
        region: region.to_owned(),
        tiers: Vec::new(),
    })
}

/// The usage type without what names its region: `EU-`, `USW2-`, `APN1-`, and nothing in us-east-1.
fn without_region(usage: &str) -> &str {
    let Some((prefix, rest)) = usage.split_once('-') else {
        return usage;
    };
    let letters = prefix.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_region = matches!(prefix, "EU" | "DEFAULT")
        || (letters.len() < prefix.len()
            && (2..=4).contains(&letters.len())
            && letters.chars().all(|c| c.is_ascii_uppercase()));
    if is_region { rest } else { usage }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_taken_off_and_nothing_else() {
        for (usage, without) in [
            ("EU-NatGateway-Hours", "NatGateway-Hours"),
            (
                "USW2-Multi-AZUsage:db.t3.small",
                "Multi-AZUsage:db.t3.small",
            ),
            ("APN1-Requests-Tier1", "Requests-Tier1"),
            ("Multi-AZUsage:db.t3.small", "Multi-AZUsage:db.t3.small"),
            ("KMS-Keys", "KMS-Keys"),
            ("LCUUsage", "LCUUsage"),
        ] {
            assert_eq!(without_region(usage), without);
        }
    }
}
