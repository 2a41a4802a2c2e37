package aws.sqs.encrypted_test

import rego.v1

cases := {
	"not set means encrypted": {"verdict": "pass", "values": {}},
	"own key": {"verdict": "pass", "values": {"sqs_managed_sse_enabled": false, "kms_master_key_id": "alias/app"}},
	"own key, known after apply": {
		"verdict": "pass",
		"values": {"sqs_managed_sse_enabled": false},
		"unknown": ["kms_master_key_id"],
	},
	"switched off": {
		"verdict": "fail",
		"values": {"sqs_managed_sse_enabled": false},
		"attribute": "sqs_managed_sse_enabled",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["sqs_managed_sse_enabled"]},
}
