package aws.backup.plan_selects_test

import rego.v1

cases := {
	"by tag": {
		"verdict": "pass",
		"values": {
			"selection": [{
				"name": "tagged",
				"selection_tag": [{"type": "STRINGEQUALS", "key": "Backup", "value": "daily"}],
			}],
		},
	},
	"resources known after apply": {
		"verdict": "pass",
		"values": {"name": "daily"},
		"unknown": ["selection[0].resources"],
	},
	"none": {"verdict": "fail", "values": {"name": "daily"}, "attribute": "selection"},
}
