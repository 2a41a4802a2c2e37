package aws.wafv2.has_rules_test

import rego.v1

cases := {
	"a rule": {"verdict": "pass", "values": {"default_action": {"allow": {}}, "rule": [{"name": "common"}]}},
	"rules as JSON": {"verdict": "pass", "values": {"default_action": {"allow": {}}, "rule_json": "[{}]"}},
	"everything is blocked": {"verdict": "pass", "values": {"default_action": {"block": {}}}},
	"rules known after apply": {"verdict": "pass", "values": {"default_action": {"allow": {}}}, "unknown": ["rule"]},
	"none": {"verdict": "fail", "values": {"default_action": {"allow": {}}}, "attribute": "rule"},
	"an empty list": {"verdict": "fail", "values": {"rule": []}, "attribute": "rule"},
	"default action known after apply": {
		"verdict": "unknown",
		"values": {"rule": [{"name": "common"}]},
		"unknown": ["default_action"],
	},
}
