package aws.elbv2.desync_test

import rego.v1

cases := {
	"not set means defensive": {"verdict": "pass", "values": {}},
	"strictest": {"verdict": "pass", "values": {"desync_mitigation_mode": "strictest"}},
	"a network load balancer reads no requests": {
		"verdict": "pass",
		"values": {"load_balancer_type": "network", "desync_mitigation_mode": "monitor"},
	},
	"monitor": {
		"verdict": "fail",
		"values": {"desync_mitigation_mode": "monitor"},
		"attribute": "desync_mitigation_mode",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["desync_mitigation_mode"]},
}
