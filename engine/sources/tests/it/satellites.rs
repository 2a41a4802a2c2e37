//! Every satellite, folded; the whole documents as rules see them.

use tollgate_model::AttributePath;

use crate::support::{load, resource, view};

#[test]
fn every_satellite_is_folded_as_the_inventory_describes() {
    let document = load("plans/satellites.json");
    insta::assert_json_snapshot!(view(&document)["resources"]);
}

#[test]
fn a_state_is_folded_without_echoes() {
    insta::assert_json_snapshot!(view(&load("states/terraform.tfstate"))["resources"]);
}

#[test]
fn a_shown_state_is_read_like_a_state_file() {
    let document = load("states/shown.json");
    assert_eq!(document.kind, tollgate_model::DocumentKind::TerraformState);
    assert_eq!(document.inventory.len(), 2);
    let queue = resource(&document, "module.a[0].aws_sqs_queue.q");
    assert_eq!(
        queue["values"]["policy"]["Statement"][0]["Principal"]["AWS"][0],
        "*"
    );
}

#[test]
fn what_a_satellite_refers_to_is_found_under_the_parent() {
    let document = load("plans/satellites.json");
    let group = document.inventory.resources["aws_security_group"]
        .first()
        .unwrap();
    let path: AttributePath = "ingress[2].security_groups[0]".parse().unwrap();
    assert_eq!(
        group.references[&path],
        [std::sync::Arc::from("aws_security_group.g")]
    );
    // Nothing of the argument that points at the parent is left.
    assert!(
        group
            .references
            .keys()
            .all(|path| !path.to_string().contains("security_group_id"))
    );
}
