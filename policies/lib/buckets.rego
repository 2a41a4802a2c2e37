# METADATA
# title: What a bucket is for
# description: Log buckets, buckets of short-lived data and marked buckets are judged differently from the rest.
package lib.buckets

import rego.v1

import data.lib.values

# names(bucket): what other resources may call it by.
names(bucket) := values.names(bucket) | {name |
	some form in ["%s", "%s.s3.amazonaws.com"]
	name := sprintf(form, [bucket.values.bucket])
}

# is_log(bucket): AWS delivers logs to it, or its name says so.
is_log(bucket) if count(names(bucket) & _receivers) > 0

is_log(bucket) if bucket.values.acl.acl == "log-delivery-write"

is_log(bucket) if {
	some statement in bucket.values.policy.Statement
	statement.Effect == "Allow"
	some service in statement.Principal.Service
	service in _writers
}

is_log(bucket) if regex.match(`(^|[-_.])(logs?|cloudtrail)($|[-_.])`, lower(bucket.values.bucket))

# is_temporary(bucket): a lifecycle rule for the whole bucket deletes everything within 30 days.
is_temporary(bucket) if {
	some rule in bucket.values.lifecycle_configuration.rule
	rule.status == "Enabled"
	_for_all(rule)
	some expiration in blocks(rule, "expiration")
	expiration.days <= 30
}

# class(bucket, "DataClass"): what a tag says the data is, in lower case.
class(bucket, tag) := lower(object.union(
	object.get(bucket.values, "tags", {}),
	object.get(bucket.values, "tags_all", {}),
)[tag])

# blocks(rule, "transition"): the blocks of a name as a list, also where a single one is an object.
blocks(rule, name) := [rule[name]] if is_object(rule[name])

blocks(rule, name) := rule[name] if is_array(rule[name])

# Where logs are sent, by name, address or ARN.
_receivers contains name if {
	some [type, path] in [
		["aws_s3_bucket", "logging.target_bucket"],
		["aws_lb", "access_logs.bucket"],
		["aws_cloudfront_distribution", "logging_config.bucket"],
		["aws_cloudtrail", "s3_bucket_name"],
	]
	some resource in input.resources[type]
	some name in values.targets(resource, path)
}

_writers := {
	"cloudtrail.amazonaws.com",
	"config.amazonaws.com",
	"delivery.logs.amazonaws.com",
	"logdelivery.elasticloadbalancing.amazonaws.com",
	"logging.s3.amazonaws.com",
}

_for_all(rule) if {
	object.get(rule, "prefix", "") == ""
	not _filtered(rule)
}

_filtered(rule) if {
	some filter in blocks(rule, "filter")
	some key, value in filter
	value != ""
	key in {"prefix", "tag", "and", "object_size_greater_than", "object_size_less_than"}
}
