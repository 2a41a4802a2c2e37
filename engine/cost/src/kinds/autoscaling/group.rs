//! `aws_autoscaling_group`: its instances, as few and as many as it allows.

use tollgate_model::Band;

use crate::bill::Bill;
use crate::charges::ec2::INSTANCE_HOURS;
use crate::quantity::{Origin, Quantity};
use crate::subject::{Known, Subject};

const SCALING: &str =
    "as few and as many instances as the group allows, and typically as many as it is asked for";

/// Where a group says what it launches.
const TEMPLATES: &[(&str, &str)] = &[
    ("launch_template", "aws_launch_template"),
    ("launch_configuration", "aws_launch_configuration"),
    ("mixed_instances_policy", "aws_launch_template"),
];

pub(super) fn price(group: &Subject<'_>, bill: &mut Bill<'_>) {
    let mut templates = TEMPLATES
        .iter()
        .filter_map(|(path, kind)| group.target(path, kind));
    let Some(template) = templates.next() else {
        bill.undecided(
            "Instances",
            &INSTANCE_HOURS,
            "what it launches is not in the document",
        );
        return;
    };
    match template.text("instance_type") {
        Known::Set(size) => {
            bill.hours("Instances", INSTANCE_HOURS.of(&size), count(group))
                .bounded();
        }
        Known::AfterApply => {
            bill.hours_of_some(
                "Instances",
                (&INSTANCE_HOURS, ""),
                "instance_type",
                count(group),
            );
        }
        Known::Unset => {
            bill.undecided(
                "Instances",
                &INSTANCE_HOURS,
                "the template says no instance_type",
            );
        }
    }
}

fn count(group: &Subject<'_>) -> Quantity {
    let bound = |name| group.number(name).value();
    match (bound("min_size"), bound("max_size")) {
        (Some(least), Some(most)) if least == most => Quantity::exactly(least),
        (Some(least), Some(most)) => {
            let most = most.max(least);
            let asked = bound("desired_capacity")
                .unwrap_or(least)
                .clamp(least, most);
            let band = Band::of(least, asked, most);
            Quantity::assumed("min_size", "instances", band, Origin::Convention(SCALING))
        }
        _ => Quantity::assumed(
            "min_size",
            "instances",
            Band::of(1, 2, 10),
            Origin::AfterApply,
        ),
    }
}
