package aws.elbv2.desync_test

import rego.v1

cases := {
	"not set means defensive": {"verdict": "pass", "values": {}},
	"strictest": {"verdict": "pass", "values": {"desync_mitigation_mode": "strictest"}},
	"monitor": {
		"verdict": "fail",
		"values": {"desync_mitigation_mode": "monitor"},
		"attribute": "desync_mitigation_mode",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["desync_mitigation_mode"]},
}
