package aws.cloudtrail.validation_test

import rego.v1

cases := {
	"on": {"verdict": "pass", "values": {"enable_log_file_validation": true}},
	"not set": {"verdict": "fail", "values": {"name": "main"}, "attribute": "enable_log_file_validation"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["enable_log_file_validation"]},
	"off": {
		"verdict": "fail",
		"values": {"enable_log_file_validation": false},
		"attribute": "enable_log_file_validation",
	},
}
