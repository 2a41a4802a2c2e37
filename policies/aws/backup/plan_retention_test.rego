package aws.backup.plan_retention_test

import rego.v1

cases := {
	"35 days": {
		"verdict": "pass",
		"values": {"rule": [{"rule_name": "daily", "lifecycle": {"delete_after": 35}}]},
	},
	"a week": {
		"verdict": "fail",
		"values": {"rule": [{"rule_name": "daily", "lifecycle": {"delete_after": 7}}]},
		"attribute": "rule[0].lifecycle.delete_after",
	},
	"a week in staging": {
		"verdict": "pass",
		"values": {"rule": [{"rule_name": "daily", "lifecycle": {"delete_after": 7}}]},
		"environment": "staging",
	},
	"one of two rules": {
		"verdict": "fail",
		"values": {"rule": [{"lifecycle": {"delete_after": 365}}, {"lifecycle": {"delete_after": 1}}]},
		"findings": 1,
		"attribute": "rule[1].lifecycle.delete_after",
	},
	"for ever": {"verdict": "pass", "values": {"rule": [{"rule_name": "daily"}]}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"rule": [{"rule_name": "daily"}]},
		"unknown": ["rule[0].lifecycle.delete_after"],
	},
}
