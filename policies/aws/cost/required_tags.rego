# METADATA
# title: Everything billable carries the cost-allocation tags
# description: Costs that carry no tag cannot be attributed to a project or an environment.
# related_resources:
# - https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html
# custom:
#   id: COST-014
#   severity: low
#   domain: cost
#   resources: [
#     aws_cloudfront_distribution, aws_cloudwatch_log_group, aws_db_instance, aws_dynamodb_table, aws_ebs_volume,
#     aws_ecr_repository, aws_ecs_cluster, aws_ecs_service, aws_efs_file_system, aws_eip, aws_elasticache_cluster,
#     aws_elasticache_replication_group, aws_instance, aws_kms_key, aws_lambda_function, aws_lb, aws_nat_gateway,
#     aws_rds_cluster, aws_s3_bucket, aws_secretsmanager_secret, aws_sqs_queue, aws_vpc_endpoint
#   ]
#   attributes: []
#   presence: [tags, tags_all]
#   remediation: Set them once in `default_tags` of the provider.
#   parameters: [cost.required_tags]
package aws.cost.required_tags

import rego.v1

import data.lib.values

deny contains finding if {
	some type in _billable
	some resource in input.resources[type]
	some key in data.parameters.cost.required_tags
	not lower(key) in _keys(resource)
	msg := sprintf("the tag %s is missing", [key])
	finding := {"address": resource.address, "attribute": _attribute(resource), "msg": msg}
}

# tags_all is known only after apply as soon as one tag is
_attribute(resource) := "tags_all" if values.is_unknown(resource, "tags_all")

_attribute(resource) := "tags" if not values.is_unknown(resource, "tags_all")

# in the spelling of lower case: AWS tells "project" from "Project", people do not
_keys(resource) := {lower(key) | some key, _ in resource.values.tags} |
	{lower(key) | some key, _ in resource.values.tags_all} | _unknown_keys(resource)

_unknown_keys(resource) := {lower(key) |
	some path in object.get(resource, "unknown", [])
	some [_, key] in regex.find_all_string_submatch_n(`^tags(?:_all)?(?:\.|\[")([^"\]]+)`, path, 1)
}

_billable := {
	"aws_cloudfront_distribution", "aws_cloudwatch_log_group", "aws_db_instance", "aws_dynamodb_table",
	"aws_ebs_volume", "aws_ecr_repository", "aws_ecs_cluster", "aws_ecs_service", "aws_efs_file_system",
	"aws_eip", "aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_instance", "aws_kms_key",
	"aws_lambda_function", "aws_lb", "aws_nat_gateway", "aws_rds_cluster", "aws_s3_bucket",
	"aws_secretsmanager_secret", "aws_sqs_queue", "aws_vpc_endpoint",
}
