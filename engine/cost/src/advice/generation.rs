//! Newer forms of the same thing.

use tollgate_model::Value;

use super::{Proposal, one};
use crate::world::World;

/// Types, the attribute that says the form, what it is now, and what does the same for less.
const FORMS: &[(&str, &str, &str, &str)] = &[
    ("aws_ebs_volume", "type", "gp2", "gp3"),
    (
        "aws_instance",
        "root_block_device.volume_type",
        "gp2",
        "gp3",
    ),
];

pub(super) fn proposals(world: &World<'_>) -> Vec<Proposal> {
    FORMS
        .iter()
        .flat_map(|(resource_type, attribute, now, then)| {
            world
                .all(resource_type)
                .filter(|subject| subject.text(attribute).value().as_deref() == Some(*now))
                .filter_map(|subject| {
                    one("gp3", subject.resource, attribute, Value::from(*then), None)
                })
        })
        .collect()
}
