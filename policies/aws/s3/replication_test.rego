package aws.s3.replication_test

import rego.v1

cases := {
	"replicated": {
		"verdict": "pass",
		"values": {
			"tags": {"DataClass": "critical"},
			"replication_configuration": {
				"role": "${aws_iam_role.replication.arn}",
				"rule": [{
					"id": "all",
					"status": "Enabled",
					"destination": {"bucket": "${aws_s3_bucket.copy.arn}"},
				}],
			},
		},
		"environment": "prod",
	},
	"switched off": {
		"verdict": "fail",
		"values": {
			"tags": {"DataClass": "critical"},
			"replication_configuration": {
				"role": "${aws_iam_role.replication.arn}",
				"rule": [{
					"id": "all",
					"status": "Disabled",
					"destination": {"bucket": "${aws_s3_bucket.copy.arn}"},
				}],
			},
		},
		"environment": "prod",
		"attribute": "replication_configuration.rule",
	},
	"not replicated in prod": {
		"verdict": "fail",
		"values": {"tags": {"DataClass": "critical"}},
		"environment": "prod",
		"attribute": "replication_configuration.rule",
	},
	"not replicated in staging": {
		"verdict": "pass",
		"values": {"tags": {"DataClass": "critical"}},
		"environment": "staging",
	},
	"other data in prod": {
		"verdict": "pass",
		"values": {"tags": {"DataClass": "public"}},
		"environment": "prod",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"tags": {"DataClass": "critical"}},
		"environment": "prod",
		"unknown": ["replication_configuration"],
	},
}
