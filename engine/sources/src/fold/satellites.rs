//! The table of satellites: which parent each has, how it points at it, and where it appears.

use tollgate_model::Object;

/// One kind of satellite.
#[derive(Debug)]
pub struct Satellite {
    /// Its type.
    pub name: &'static str,
    /// The types of its parent.
    pub parents: &'static [&'static str],
    /// The argument that points at the parent.
    pub pointer: &'static str,
    /// The parent's attributes, besides `id` and `arn`, that the pointer may hold.
    pub names: &'static [&'static str],
    /// Where its arguments appear.
    pub shape: Shape,
}

impl Satellite {
    /// The parent's attribute under which a satellite with these values appears; empty if that is
    /// not known.
    #[must_use]
    pub fn attribute(&self, values: &Object) -> &'static str {
        match &self.shape {
            Shape::Object { at, .. } | Shape::Attribute { at, .. } | Shape::Member { at, .. } => at,
            Shape::Spread => "capacity_providers",
            Shape::Element(element) => element.at.list(values).unwrap_or_default(),
        }
    }
}

/// Where a satellite's arguments appear in the parent.
#[derive(Debug)]
pub enum Shape {
    /// All of them, or those inside one block, under an attribute.
    Object {
        /// The parent's attribute.
        at: &'static str,
        /// The block whose content is meant.
        hoist: Option<&'static str>,
    },
    /// One argument, as an attribute.
    Attribute {
        /// The satellite's argument.
        from: &'static str,
        /// The parent's attribute.
        at: &'static str,
    },
    /// All of them, as attributes of the parent.
    Spread,
    /// All of them, as an element of a list.
    Element(Element),
    /// One argument, as an element of a list.
    Member {
        /// The satellite's argument.
        from: &'static str,
        /// The parent's attribute.
        at: &'static str,
    },
}

/// An element of a list of blocks.
#[derive(Debug)]
pub struct Element {
    /// The list.
    pub at: Place,
    /// Arguments that have another name inside the parent.
    pub renames: &'static [Rename],
    /// What tells two elements apart. AWS reports what satellites made in the parent's own list,
    /// too; such an echo is dropped.
    pub identity: &'static [&'static str],
    /// Lists that two elements with the same identity share; only the shared part is an echo.
    pub members: &'static [&'static str],
}

/// Which list of the parent.
#[derive(Debug)]
pub enum Place {
    /// This one.
    At(&'static str),
    /// `ingress` or `egress`, as the argument says.
    Direction(&'static str),
    /// `egress` if the argument is true, else `ingress`.
    Egress(&'static str),
}

impl Place {
    /// The list, for a satellite with these values.
    #[must_use]
    pub fn list(&self, values: &Object) -> Option<&'static str> {
        match self {
            Self::At(name) => Some(name),
            Self::Direction(argument) => match values.get(*argument)?.as_str()? {
                "ingress" => Some("ingress"),
                "egress" => Some("egress"),
                _ => None,
            },
            Self::Egress(argument) => match values.get(*argument) {
                None => Some("ingress"),
                Some(value) => Some(if value.as_bool()? {
                    "egress"
                } else {
                    "ingress"
                }),
            },
        }
    }
}

/// An argument that has another name inside the parent.
#[derive(Debug)]
pub struct Rename {
    /// In the satellite.
    pub from: &'static str,
    /// In the parent.
    pub to: &'static str,
    /// Whether it becomes a list of one.
    pub list: bool,
}

const fn to(from: &'static str, to: &'static str) -> Rename {
    Rename {
        from,
        to,
        list: false,
    }
}

const fn to_list(from: &'static str, to: &'static str) -> Rename {
    Rename {
        from,
        to,
        list: true,
    }
}

const fn object(
    name: &'static str,
    (parents, pointer, names): Pointer,
    at: &'static str,
    hoist: Option<&'static str>,
) -> Satellite {
    Satellite {
        name,
        parents,
        pointer,
        names,
        shape: Shape::Object { at, hoist },
    }
}

const fn attribute(
    name: &'static str,
    (parents, pointer, names): Pointer,
    from: &'static str,
    at: &'static str,
) -> Satellite {
    Satellite {
        name,
        parents,
        pointer,
        names,
        shape: Shape::Attribute { from, at },
    }
}

const fn element(
    name: &'static str,
    (parents, pointer, names): Pointer,
    at: &'static str,
    identity: &'static [&'static str],
) -> Satellite {
    let element = Element {
        at: Place::At(at),
        renames: &[],
        identity,
        members: &[],
    };
    Satellite {
        name,
        parents,
        pointer,
        names,
        shape: Shape::Element(element),
    }
}

const fn member(
    name: &'static str,
    (parents, pointer, names): Pointer,
    from: &'static str,
    at: &'static str,
) -> Satellite {
    Satellite {
        name,
        parents,
        pointer,
        names,
        shape: Shape::Member { from, at },
    }
}

/// Types of the parent, the argument that points at it, and the parent's attributes it may hold.
type Pointer = (
    &'static [&'static str],
    &'static str,
    &'static [&'static str],
);

const BUCKET: Pointer = (&["aws_s3_bucket"], "bucket", &["bucket"]);
const GROUP: Pointer = (
    &["aws_security_group", "aws_default_security_group"],
    "security_group_id",
    &[],
);
const NETWORK_ACL: Pointer = (
    &["aws_network_acl", "aws_default_network_acl"],
    "network_acl_id",
    &["default_network_acl_id"],
);
const ROUTES: Pointer = (
    &["aws_route_table", "aws_default_route_table"],
    "route_table_id",
    &["default_route_table_id"],
);
const ROLE: Pointer = (&["aws_iam_role"], "role", &["name"]);
const USER: Pointer = (&["aws_iam_user"], "user", &["name"]);
const IAM_GROUP: Pointer = (&["aws_iam_group"], "group", &["name"]);
const SECRET: Pointer = (&["aws_secretsmanager_secret"], "secret_id", &["name"]);
const REPOSITORY: Pointer = (&["aws_ecr_repository"], "repository", &["name"]);
const VAULT: Pointer = (&["aws_backup_vault"], "backup_vault_name", &["name"]);

const PERMISSION_LISTS: &[&str] = &[
    "cidr_blocks",
    "ipv6_cidr_blocks",
    "prefix_list_ids",
    "security_groups",
    "self",
];
const PERMISSION: &[&str] = &["protocol", "from_port", "to_port"];

const VPC_RULE: &[Rename] = &[
    to_list("cidr_ipv4", "cidr_blocks"),
    to_list("cidr_ipv6", "ipv6_cidr_blocks"),
    to_list("prefix_list_id", "prefix_list_ids"),
    to_list("referenced_security_group_id", "security_groups"),
    to("ip_protocol", "protocol"),
];

const fn group_rule(name: &'static str, at: Place, renames: &'static [Rename]) -> Satellite {
    let (parents, pointer, names) = GROUP;
    let element = Element {
        at,
        renames,
        identity: PERMISSION,
        members: PERMISSION_LISTS,
    };
    Satellite {
        name,
        parents,
        pointer,
        names,
        shape: Shape::Element(element),
    }
}

/// All satellites.
pub static SATELLITES: &[Satellite] = &[
    object(
        "aws_s3_bucket_versioning",
        BUCKET,
        "versioning",
        Some("versioning_configuration"),
    ),
    object(
        "aws_s3_bucket_public_access_block",
        BUCKET,
        "public_access_block",
        None,
    ),
    object(
        "aws_s3_bucket_server_side_encryption_configuration",
        BUCKET,
        "server_side_encryption_configuration",
        None,
    ),
    object(
        "aws_s3_bucket_lifecycle_configuration",
        BUCKET,
        "lifecycle_configuration",
        None,
    ),
    attribute("aws_s3_bucket_policy", BUCKET, "policy", "policy"),
    object("aws_s3_bucket_acl", BUCKET, "acl", None),
    object("aws_s3_bucket_logging", BUCKET, "logging", None),
    object(
        "aws_s3_bucket_ownership_controls",
        BUCKET,
        "ownership_controls",
        None,
    ),
    object(
        "aws_s3_bucket_cors_configuration",
        BUCKET,
        "cors_configuration",
        None,
    ),
    object(
        "aws_s3_bucket_replication_configuration",
        BUCKET,
        "replication_configuration",
        None,
    ),
    object(
        "aws_s3_bucket_object_lock_configuration",
        BUCKET,
        "object_lock_configuration",
        None,
    ),
    object("aws_s3_bucket_notification", BUCKET, "notification", None),
    object(
        "aws_s3_bucket_website_configuration",
        BUCKET,
        "website_configuration",
        None,
    ),
    group_rule(
        "aws_vpc_security_group_ingress_rule",
        Place::At("ingress"),
        VPC_RULE,
    ),
    group_rule(
        "aws_vpc_security_group_egress_rule",
        Place::At("egress"),
        VPC_RULE,
    ),
    group_rule(
        "aws_security_group_rule",
        Place::Direction("type"),
        &[to_list("source_security_group_id", "security_groups")],
    ),
    Satellite {
        name: "aws_network_acl_rule",
        parents: NETWORK_ACL.0,
        pointer: NETWORK_ACL.1,
        names: NETWORK_ACL.2,
        shape: Shape::Element(Element {
            at: Place::Egress("egress"),
            renames: &[to("rule_number", "rule_no"), to("rule_action", "action")],
            identity: &["rule_no"],
            members: &[],
        }),
    },
    Satellite {
        name: "aws_route",
        parents: ROUTES.0,
        pointer: ROUTES.1,
        names: ROUTES.2,
        shape: Shape::Element(Element {
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
        }),
    },
    element(
        "aws_route_table_association",
        ROUTES,
        "association",
        &["subnet_id", "gateway_id"],
    ),
    element(
        "aws_flow_log",
        (&["aws_vpc"], "vpc_id", &[]),
        "flow_log",
        &[],
    ),
    element("aws_iam_role_policy", ROLE, "inline_policy", &["name"]),
    element("aws_iam_user_policy", USER, "inline_policy", &["name"]),
    element(
        "aws_iam_group_policy",
        IAM_GROUP,
        "inline_policy",
        &["name"],
    ),
    member(
        "aws_iam_role_policy_attachment",
        ROLE,
        "policy_arn",
        "managed_policy_arns",
    ),
    member(
        "aws_iam_user_policy_attachment",
        USER,
        "policy_arn",
        "managed_policy_arns",
    ),
    member(
        "aws_iam_group_policy_attachment",
        IAM_GROUP,
        "policy_arn",
        "managed_policy_arns",
    ),
    attribute(
        "aws_kms_key_policy",
        (&["aws_kms_key"], "key_id", &[]),
        "policy",
        "policy",
    ),
    element(
        "aws_kms_alias",
        (&["aws_kms_key"], "target_key_id", &[]),
        "alias",
        &["name"],
    ),
    attribute(
        "aws_secretsmanager_secret_policy",
        (SECRET.0, "secret_arn", SECRET.2),
        "policy",
        "policy",
    ),
    object(
        "aws_secretsmanager_secret_rotation",
        SECRET,
        "rotation",
        None,
    ),
    attribute(
        "aws_sns_topic_policy",
        (&["aws_sns_topic"], "arn", &[]),
        "policy",
        "policy",
    ),
    element(
        "aws_sns_topic_subscription",
        (&["aws_sns_topic"], "topic_arn", &[]),
        "subscription",
        &["protocol", "endpoint"],
    ),
    attribute(
        "aws_sqs_queue_policy",
        (&["aws_sqs_queue"], "queue_url", &[]),
        "policy",
        "policy",
    ),
    element(
        "aws_cloudwatch_event_target",
        (&["aws_cloudwatch_event_rule"], "rule", &["name"]),
        "target",
        &["target_id"],
    ),
    element(
        "aws_lambda_permission",
        (
            &["aws_lambda_function"],
            "function_name",
            &["function_name"],
        ),
        "permission",
        &["statement_id"],
    ),
    Satellite {
        name: "aws_ecs_cluster_capacity_providers",
        parents: &["aws_ecs_cluster"],
        pointer: "cluster_name",
        names: &["name"],
        shape: Shape::Spread,
    },
    attribute("aws_ecr_repository_policy", REPOSITORY, "policy", "policy"),
    attribute(
        "aws_ecr_lifecycle_policy",
        REPOSITORY,
        "policy",
        "lifecycle_policy",
    ),
    attribute("aws_backup_vault_policy", VAULT, "policy", "policy"),
    object(
        "aws_backup_vault_lock_configuration",
        VAULT,
        "lock_configuration",
        None,
    ),
    element(
        "aws_backup_selection",
        (&["aws_backup_plan"], "plan_id", &[]),
        "selection",
        &["name"],
    ),
    element(
        "aws_db_instance_automated_backups_replication",
        (&["aws_db_instance"], "source_db_instance_arn", &[]),
        "automated_backups_replication",
        &[],
    ),
    object(
        "aws_wafv2_web_acl_association",
        (&["aws_lb"], "resource_arn", &[]),
        "web_acl_association",
        None,
    ),
    object(
        "aws_wafv2_web_acl_logging_configuration",
        (&["aws_wafv2_web_acl"], "resource_arn", &[]),
        "logging_configuration",
        None,
    ),
];

/// The row of a type.
#[must_use]
pub fn find(resource_type: &str) -> Option<&'static Satellite> {
    SATELLITES
        .iter()
        .find(|satellite| satellite.name == resource_type)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_names_what_the_provider_has() {
        let catalog = tollgate_model::schema::Catalog::embedded().unwrap();
        for satellite in SATELLITES {
            let schema = catalog.resource(satellite.name).unwrap();
            let has = |name: &str| schema.names().any(|known| known == name);
            assert!(
                has(satellite.pointer),
                "{}.{}",
                satellite.name,
                satellite.pointer
            );
            for parent in satellite.parents {
                let parent_schema = catalog.resource(parent).unwrap();
                let any = satellite.names.is_empty()
                    || satellite
                        .names
                        .iter()
                        .any(|name| parent_schema.attributes.contains_key(*name));
                assert!(any || satellite.parents.len() > 1, "{parent}");
            }
            match &satellite.shape {
                Shape::Object {
                    hoist: Some(name), ..
                } => assert!(has(name), "{name}"),
                Shape::Attribute { from, .. } | Shape::Member { from, .. } => {
                    assert!(has(from), "{from}")
                }
                Shape::Element(element) => {
                    for rename in element.renames {
                        assert!(has(rename.from), "{}.{}", satellite.name, rename.from);
                    }
                    if let Place::Direction(name) | Place::Egress(name) = element.at {
                        assert!(has(name), "{name}");
                    }
                }
                Shape::Object { hoist: None, .. } | Shape::Spread => {}
            }
        }
    }
}
