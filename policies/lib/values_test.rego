package lib.values_test

import rego.v1

import data.lib.values

_resource := {
	"address": "aws_lb.example",
	"id": "lb-1",
	"values": {"internal": false, "access_logs": {"enabled": true}, "subnets": ["subnet-a"]},
	"unknown": ["arn", "subnets[1]", "tags[\"cost.centre\"]"],
	"references": {"subnets[1]": ["aws_subnet.b"], "vpc_id": ["aws_vpc.main"]},
}

test_false_is_set if values.is_set(_resource, "internal")

test_nested_is_set if values.is_set(_resource, "access_logs.enabled")

test_unknown_is_set if values.is_set(_resource, "arn")

test_inside_unknown_is_set if values.is_set(_resource, "arn.part")

test_partly_unknown_is_set if values.is_set(_resource, "tags")

test_absent_is_not_set if {
	not values.is_set(_resource, "name")
	not values.is_set(_resource, "access_logs.bucket")
	not values.is_set(_resource, "internal.part")
	not values.is_set(_resource, "sub")
}

test_a_resource_without_unknown if not values.is_set({"values": {}}, "arn")

test_unknown if {
	values.is_unknown(_resource, "subnets[1]")
	not values.is_unknown(_resource, "subnets")
	not values.is_unknown(_resource, "subnets[10]")
}

test_partly_unknown if {
	values.partly_unknown(_resource, "subnets")
	not values.partly_unknown(_resource, "arn")
}

test_length_counts_unknown_elements if values.length(_resource, "subnets") == 2

test_length_of_absent if values.length(_resource, "subnet_mapping") == 0

test_references_of_elements if values.references(_resource, "subnets") == {"aws_subnet.b"}

test_names if values.names(_resource) == {"aws_lb.example", "lb-1"}

test_targets if {
	values.targets(_resource, "vpc_id") == {"aws_vpc.main"}
	values.targets({"values": {"vpc_id": "vpc-1"}}, "vpc_id") == {"vpc-1"}
}
