package aws.rds.logs_exported_test

import rego.v1

cases := {
	"exported": {"verdict": "pass", "values": {"enabled_cloudwatch_logs_exports": ["postgresql"]}},
	"not set": {"verdict": "fail", "values": {}, "attribute": "enabled_cloudwatch_logs_exports"},
	"empty": {
		"verdict": "fail",
		"values": {"enabled_cloudwatch_logs_exports": []},
		"attribute": "enabled_cloudwatch_logs_exports",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["enabled_cloudwatch_logs_exports"]},
}
