//! The table of satellites: what each is called, how it points at its parent, where it appears.

use super::shape::{
    Element, Place, Pointer, Rename, Shape, attribute, by, element, hoisted, member, object, to,
    to_list,
};

/// One kind of satellite.
#[derive(Debug)]
pub struct Satellite {
    /// Its type.
    pub name: &'static str,
    /// How it points at its parent.
    pub pointer: &'static Pointer,
    /// Where its arguments appear.
    pub shape: Shape,
}

const fn row(name: &'static str, pointer: &'static Pointer, shape: Shape) -> Satellite {
    Satellite {
        name,
        pointer,
        shape,
    }
}

static ACL: Pointer = by(
    &["aws_network_acl", "aws_default_network_acl"],
    "network_acl_id",
    &["default_network_acl_id"],
);
static BACKUP_PLAN: Pointer = by(&["aws_backup_plan"], "plan_id", &[]);
static BUCKET: Pointer = by(&["aws_s3_bucket"], "bucket", &["bucket"]);
static CLUSTER: Pointer = by(&["aws_ecs_cluster"], "cluster_name", &["name"]);
static DATABASE: Pointer = by(&["aws_db_instance"], "source_db_instance_arn", &[]);
static EVENT_RULE: Pointer = by(&["aws_cloudwatch_event_rule"], "rule", &["name"]);
static FIREWALL: Pointer = by(&["aws_wafv2_web_acl"], "resource_arn", &[]);
static FUNCTION: Pointer = by(
    &["aws_lambda_function"],
    "function_name",
    &["function_name"],
);
static GROUP: Pointer = by(
    &["aws_security_group", "aws_default_security_group"],
    "security_group_id",
    &[],
);
static IAM_GROUP: Pointer = by(&["aws_iam_group"], "group", &["name"]);
static KEY: Pointer = by(&["aws_kms_key"], "key_id", &[]);
static KEY_OF_ALIAS: Pointer = by(&["aws_kms_key"], "target_key_id", &[]);
static LOAD_BALANCER: Pointer = by(&["aws_lb"], "resource_arn", &[]);
static NETWORK: Pointer = by(&["aws_vpc"], "vpc_id", &[]);
static QUEUE: Pointer = by(&["aws_sqs_queue"], "queue_url", &[]);
static REPOSITORY: Pointer = by(&["aws_ecr_repository"], "repository", &["name"]);
static ROLE: Pointer = by(&["aws_iam_role"], "role", &["name"]);
static ROUTES: Pointer = by(
    &["aws_route_table", "aws_default_route_table"],
    "route_table_id",
    &["default_route_table_id"],
);
static SECRET: Pointer = by(&["aws_secretsmanager_secret"], "secret_id", &["name"]);
static SECRET_ARN: Pointer = by(&["aws_secretsmanager_secret"], "secret_arn", &["name"]);
static TOPIC: Pointer = by(&["aws_sns_topic"], "topic_arn", &[]);
static TOPIC_ARN: Pointer = by(&["aws_sns_topic"], "arn", &[]);
static USER: Pointer = by(&["aws_iam_user"], "user", &["name"]);
static VAULT: Pointer = by(&["aws_backup_vault"], "backup_vault_name", &["name"]);

const VPC_RULE: &[Rename] = &[
    to_list("cidr_ipv4", "cidr_blocks"),
    to_list("cidr_ipv6", "ipv6_cidr_blocks"),
    to_list("prefix_list_id", "prefix_list_ids"),
    to_list("referenced_security_group_id", "security_groups"),
    to("ip_protocol", "protocol"),
];

const fn permission(at: Place, renames: &'static [Rename]) -> Shape {
    Shape::Element(Element {
        at,
        renames,
        identity: &["protocol", "from_port", "to_port"],
        members: &[
            "cidr_blocks",
            "ipv6_cidr_blocks",
            "prefix_list_ids",
            "security_groups",
            "self",
        ],
    })
}

const ACL_RULE: Shape = Shape::Element(Element {
    at: Place::Egress("egress"),
    renames: &[to("rule_number", "rule_no"), to("rule_action", "action")],
    identity: &["rule_no"],
    members: &[],
});

const ROUTE: Shape = Shape::Element(Element {
    at: Place::At("route"),
    renames: &[
        to("destination_cidr_block", "cidr_block"),
        to("destination_ipv6_cidr_block", "ipv6_cidr_block"),
    ],
    identity: &[
        "cidr_block",
        "ipv6_cidr_block",
        "destination_prefix_list_id",
    ],
    members: &[],
});

/// All satellites.
#[rustfmt::skip]
pub static SATELLITES: &[Satellite] = &[
    row("aws_backup_selection", &BACKUP_PLAN, element("selection", &["name"])),
    row("aws_backup_vault_lock_configuration", &VAULT, object("lock_configuration")),
    row("aws_backup_vault_policy", &VAULT, attribute("policy", "policy")),
    row("aws_cloudwatch_event_target", &EVENT_RULE, element("target", &["target_id"])),
    row("aws_db_instance_automated_backups_replication", &DATABASE, element("automated_backups_replication", &[])),
    row("aws_ecr_lifecycle_policy", &REPOSITORY, attribute("policy", "lifecycle_policy")),
    row("aws_ecr_repository_policy", &REPOSITORY, attribute("policy", "policy")),
    row("aws_ecs_cluster_capacity_providers", &CLUSTER, Shape::Spread { at: "capacity_providers" }),
    row("aws_flow_log", &NETWORK, element("flow_log", &[])),
    row("aws_iam_group_policy", &IAM_GROUP, element("inline_policy", &["name"])),
    row("aws_iam_group_policy_attachment", &IAM_GROUP, member("policy_arn", "managed_policy_arns")),
    row("aws_iam_role_policy", &ROLE, element("inline_policy", &["name"])),
    row("aws_iam_role_policy_attachment", &ROLE, member("policy_arn", "managed_policy_arns")),
    row("aws_iam_user_policy", &USER, element("inline_policy", &["name"])),
    row("aws_iam_user_policy_attachment", &USER, member("policy_arn", "managed_policy_arns")),
    row("aws_kms_alias", &KEY_OF_ALIAS, element("alias", &["name"])),
    row("aws_kms_key_policy", &KEY, attribute("policy", "policy")),
    row("aws_lambda_permission", &FUNCTION, element("permission", &["statement_id"])),
    row("aws_network_acl_rule", &ACL, ACL_RULE),
    row("aws_route", &ROUTES, ROUTE),
    row("aws_route_table_association", &ROUTES, element("association", &["subnet_id", "gateway_id"])),
    row("aws_s3_bucket_acl", &BUCKET, object("acl")),
    row("aws_s3_bucket_cors_configuration", &BUCKET, object("cors_configuration")),
    row("aws_s3_bucket_lifecycle_configuration", &BUCKET, object("lifecycle_configuration")),
    row("aws_s3_bucket_logging", &BUCKET, object("logging")),
    row("aws_s3_bucket_notification", &BUCKET, object("notification")),
    row("aws_s3_bucket_object_lock_configuration", &BUCKET, object("object_lock_configuration")),
    row("aws_s3_bucket_ownership_controls", &BUCKET, object("ownership_controls")),
    row("aws_s3_bucket_policy", &BUCKET, attribute("policy", "policy")),
    row("aws_s3_bucket_public_access_block", &BUCKET, object("public_access_block")),
    row("aws_s3_bucket_replication_configuration", &BUCKET, object("replication_configuration")),
    row("aws_s3_bucket_server_side_encryption_configuration", &BUCKET, object("server_side_encryption_configuration")),
    row("aws_s3_bucket_versioning", &BUCKET, hoisted("versioning_configuration", "versioning")),
    row("aws_s3_bucket_website_configuration", &BUCKET, object("website_configuration")),
    row("aws_secretsmanager_secret_policy", &SECRET_ARN, attribute("policy", "policy")),
    row("aws_secretsmanager_secret_rotation", &SECRET, object("rotation")),
    row("aws_security_group_rule", &GROUP, permission(Place::Direction("type"), &[to_list("source_security_group_id", "security_groups")])),
    row("aws_sns_topic_policy", &TOPIC_ARN, attribute("policy", "policy")),
    row("aws_sns_topic_subscription", &TOPIC, element("subscription", &["protocol", "endpoint"])),
    row("aws_sqs_queue_policy", &QUEUE, attribute("policy", "policy")),
    row("aws_vpc_security_group_egress_rule", &GROUP, permission(Place::At("egress"), VPC_RULE)),
    row("aws_vpc_security_group_ingress_rule", &GROUP, permission(Place::At("ingress"), VPC_RULE)),
    row("aws_wafv2_web_acl_association", &LOAD_BALANCER, object("web_acl_association")),
    row("aws_wafv2_web_acl_logging_configuration", &FIREWALL, object("logging_configuration")),
];

/// The row of a type.
#[must_use]
pub fn find(resource_type: &str) -> Option<&'static Satellite> {
    let position = SATELLITES
        .binary_search_by(|row| row.name.cmp(resource_type))
        .ok()?;
    SATELLITES.get(position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert!(SATELLITES.is_sorted_by_key(|row| row.name));
    }

    #[test]
    fn every_row_names_what_the_provider_has() {
        let catalog = tollgate_model::schema::Catalog::embedded().unwrap();
        for satellite in SATELLITES {
            let schema = catalog.resource(satellite.name).unwrap();
            let has = |name: &str| {
                assert!(
                    schema.names().any(|known| known == name),
                    "{}.{name}",
                    satellite.name
                );
            };
            has(satellite.pointer.argument);
            for name in satellite.pointer.names {
                let known = |parent: &&str| {
                    catalog
                        .resource(parent)
                        .unwrap()
                        .attributes
                        .contains_key(*name)
                };
                assert!(satellite.pointer.parents.iter().any(known), "{name}");
            }
            match &satellite.shape {
                Shape::Object {
                    hoist: Some(name), ..
                } => has(name),
                Shape::Attribute { from, .. } | Shape::Member { from, .. } => has(from),
                Shape::Spread { at } => has(at),
                Shape::Element(element) => {
                    element.renames.iter().for_each(|rename| has(rename.from));
                    if let Place::Direction(name) | Place::Egress(name) = element.at {
                        has(name);
                    }
                }
                Shape::Object { hoist: None, .. } => {}
            }
        }
    }
}
