package lib.buckets_test

import rego.v1

import data.lib.buckets

_logs := {"address": "aws_s3_bucket.logs", "values": {"bucket": "sf-archive"}}

# bound in the body: regorus loses a rule that stands both in a `with` and beside it
test_log_bucket_by_reference if {
	logs := _logs
	videos := {
		"address": "aws_s3_bucket.videos",
		"values": {"logging": {"target_prefix": "videos/"}},
		"references": {"logging.target_bucket": ["aws_s3_bucket.logs"]},
	}
	buckets.is_log(logs) with input.resources.aws_s3_bucket as [logs, videos]
	not buckets.is_log(videos) with input.resources.aws_s3_bucket as [logs, videos]
}

test_log_bucket_of_a_distribution if {
	distribution := {"address": "cdn", "values": {"logging_config": {"bucket": "sf-archive.s3.amazonaws.com"}}}
	buckets.is_log(_logs) with input.resources as {"aws_cloudfront_distribution": [distribution]}
}

test_log_bucket_by_policy if {
	statement := {"Effect": "Allow", "Principal": {"Service": ["delivery.logs.amazonaws.com"]}}
	bucket := {"address": "a", "values": {"policy": {"Statement": [statement]}}}
	buckets.is_log(bucket) with input.resources as {}
}

test_log_bucket_by_name if {
	buckets.is_log({"address": "a", "values": {"bucket": "sf-prod-logs"}}) with input.resources as {}
	not buckets.is_log({"address": "a", "values": {"bucket": "sf-blogs"}}) with input.resources as {}
	not buckets.is_log({"address": "a", "values": {}}) with input.resources as {}
}

test_temporary if {
	buckets.is_temporary(_expiring({"status": "Enabled", "expiration": {"days": 7}}))
	buckets.is_temporary(_expiring({"status": "Enabled", "expiration": [{"days": 7}], "filter": [{"prefix": ""}]}))
	not buckets.is_temporary(_expiring({"status": "Disabled", "expiration": {"days": 7}}))
	not buckets.is_temporary(_expiring({"status": "Enabled", "expiration": {"days": 730}}))
	not buckets.is_temporary(_expiring({"status": "Enabled", "expiration": {"days": 7}, "filter": {"prefix": "tmp/"}}))
}

test_class if {
	buckets.class({"values": {"tags": {"DataClass": "Critical"}}}, "DataClass") == "critical"
	buckets.class({"values": {"tags_all": {"DataClass": "audit"}}}, "DataClass") == "audit"
	not buckets.class({"values": {}}, "DataClass")
}

_expiring(rule) := {"address": "a", "values": {"lifecycle_configuration": {"rule": [rule]}}}
