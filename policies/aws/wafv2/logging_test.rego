package aws.wafv2.logging_test

import rego.v1

cases := {
	"logged": {
		"verdict": "pass",
		"values": {
			"logging_configuration": {"log_destination_configs": ["${aws_cloudwatch_log_group.waf.arn}"]},
		},
	},
	"logged, known after apply": {
		"verdict": "pass",
		"values": {},
		"unknown": ["logging_configuration.log_destination_configs"],
	},
	"not logged": {"verdict": "fail", "values": {"scope": "REGIONAL"}, "attribute": "logging_configuration"},
	"dev may do without": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"prod may not": {"verdict": "fail", "values": {}, "environment": "prod"},
}
