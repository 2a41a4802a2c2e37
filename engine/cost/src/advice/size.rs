//! One size smaller.

use tollgate_model::Value;

use super::{Proposal, SIZED, one};
use crate::world::World;

const PRICE: &str = "half the processors and memory: look at what is used before";

/// Sizes in order. Each is twice the one before.
const SIZES: &[&str] = &[
    "medium", "large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "16xlarge",
];

pub(super) fn proposals(world: &World<'_>) -> Vec<Proposal> {
    SIZED
        .iter()
        .flat_map(|(resource_type, attribute)| {
            world.all(resource_type).filter_map(|subject| {
                let size = subject.text(attribute).value()?;
                let smaller = Value::string(smaller(&size)?);
                one("smaller", subject.resource, attribute, smaller, Some(PRICE))
            })
        })
        .collect()
}

/// `db.r6g.xlarge` as `db.r6g.large`. Only burstable families come as small as medium.
fn smaller(size: &str) -> Option<String> {
    let (family, name) = size.rsplit_once('.')?;
    let position = SIZES.iter().position(|known| *known == name)?;
    let smaller = SIZES.get(position.checked_sub(1)?)?;
    let is_burstable = family.rsplit('.').next()?.starts_with('t');
    (*smaller != "medium" || is_burstable).then(|| format!("{family}.{smaller}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_halved_where_the_family_has_a_smaller_one() {
        for (size, half) in [
            ("db.r6g.xlarge", Some("db.r6g.large")),
            ("db.r6g.large", None),
            ("db.t3.large", Some("db.t3.medium")),
            ("cache.t3.medium", None),
            ("m6i.metal", None),
        ] {
            assert_eq!(smaller(size).as_deref(), half);
        }
    }
}
