package aws.rds.not_public_test

import rego.v1

cases := {
	"private": {"verdict": "pass", "values": {"publicly_accessible": false}},
	"not set is private": {"verdict": "pass", "values": {}},
	"public": {"verdict": "fail", "values": {"publicly_accessible": true}, "attribute": "publicly_accessible"},
	"public Aurora instance": {
		"verdict": "fail",
		"type": "aws_rds_cluster_instance",
		"values": {"publicly_accessible": true},
		"attribute": "publicly_accessible",
	},
	"public in dev": {
		"verdict": "fail",
		"values": {"publicly_accessible": true},
		"environment": "dev",
		"attribute": "publicly_accessible",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["publicly_accessible"]},
}
