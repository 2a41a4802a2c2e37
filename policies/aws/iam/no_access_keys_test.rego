package aws.iam.no_access_keys_test

import rego.v1

cases := {
	"switched off": {"verdict": "pass", "values": {"status": "Inactive"}},
	"active": {"verdict": "fail", "values": {"status": "Active"}, "attribute": "status"},
	"active by default": {"verdict": "fail", "values": {"user": "deploy"}, "attribute": "status"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["status"]},
}
