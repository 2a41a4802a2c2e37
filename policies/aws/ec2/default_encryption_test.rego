package aws.ec2.default_encryption_test

import rego.v1

cases := {
	"on": {"verdict": "pass", "values": {"enabled": true}},
	"not set is on": {"verdict": "pass", "values": {}},
	"off": {"verdict": "fail", "values": {"enabled": false}, "attribute": "enabled"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["enabled"]},
}
