//! `aws_s3_bucket`: storage by class and requests. A class is charged where the lifecycle moves objects into
//! it, or the usage file says how much is there.

use tollgate_model::Value;

use crate::bill::Bill;
use crate::charge::Charge;
use crate::charges::s3::{
    DEEP_ARCHIVE, GLACIER, GLACIER_IR, INTELLIGENT, INTELLIGENT_MONITORING, ONE_ZONE_IA, READS,
    STANDARD, STANDARD_IA, WRITES,
};
use crate::subject::{Subject, member};

/// A class into which a lifecycle moves objects.
struct Class {
    /// As the lifecycle writes it.
    name: &'static str,
    /// The line's name.
    line: &'static str,
    storage: &'static Charge,
    parameter: &'static str,
}

const CLASSES: &[Class] = &[
    Class {
        name: "STANDARD_IA",
        line: "Standard-IA storage",
        storage: &STANDARD_IA,
        parameter: "standard_infrequent_access.storage_gb",
    },
    Class {
        name: "ONEZONE_IA",
        line: "One Zone-IA storage",
        storage: &ONE_ZONE_IA,
        parameter: "one_zone_infrequent_access.storage_gb",
    },
    Class {
        name: "INTELLIGENT_TIERING",
        line: "Intelligent-Tiering storage",
        storage: &INTELLIGENT,
        parameter: "intelligent_tiering.frequent_access_storage_gb",
    },
    Class {
        name: "GLACIER_IR",
        line: "Glacier Instant Retrieval storage",
        storage: &GLACIER_IR,
        parameter: "glacier_instant_retrieval.storage_gb",
    },
    Class {
        name: "GLACIER",
        line: "Glacier Flexible Retrieval storage",
        storage: &GLACIER,
        parameter: "glacier_flexible_retrieval.storage_gb",
    },
    Class {
        name: "DEEP_ARCHIVE",
        line: "Deep Archive storage",
        storage: &DEEP_ARCHIVE,
        parameter: "glacier_deep_archive.storage_gb",
    },
];

pub(super) fn price(bucket: &Subject<'_>, bill: &mut Bill<'_>) {
    bill.used("Standard storage", &STANDARD, "standard.storage_gb");
    bill.used(
        "Writing requests",
        &WRITES,
        "standard.monthly_tier_1_requests",
    );
    bill.used(
        "Reading requests",
        &READS,
        "standard.monthly_tier_2_requests",
    );
    let moved = transitions(bucket);
    for class in CLASSES {
        if moved.contains(&class.name) || bill.usage_if_given(class.parameter).is_some() {
            bill.used(class.line, class.storage, class.parameter);
        }
    }
    let objects = "intelligent_tiering.monitored_objects";
    if moved.contains(&"INTELLIGENT_TIERING") || bill.usage_if_given(objects).is_some() {
        bill.used(
            "Intelligent-Tiering monitoring",
            &INTELLIGENT_MONITORING,
            objects,
        );
    }
}

/// The classes into which rules that are in effect move objects.
fn transitions<'a>(bucket: &Subject<'a>) -> Vec<&'a str> {
    let rules = bucket.list("lifecycle_configuration.rule");
    let in_effect = rules
        .iter()
        .filter(|rule| member(rule, "status").and_then(Value::as_str) == Some("Enabled"));
    let transitions = in_effect.flat_map(|rule| {
        let lists = [
            member(rule, "transition"),
            member(rule, "noncurrent_version_transition"),
        ];
        lists
            .into_iter()
            .flatten()
            .flat_map(|list| match list.as_list() {
                Some(items) => items,
                None => std::slice::from_ref(list),
            })
    });
    transitions
        .filter_map(|transition| member(transition, "storage_class")?.as_str())
        .collect()
}
