package aws.backup.cross_region_copy_test

import rego.v1

cases := {
	"copied to another region": {
		"verdict": "pass",
		"values": {
			"rule": [{
				"copy_action": [{
					"destination_vault_arn": "arn:aws:backup:eu-central-1:111122223333:backup-vault:sf",
				}],
			}],
		},
		"environment": "prod",
	},
	"copied to a vault of the same apply, perhaps in another region": {
		"verdict": "unknown",
		"values": {"rule": [{"copy_action": [{}]}]},
		"environment": "prod",
		"unknown": ["rule[0].copy_action[0].destination_vault_arn"],
	},
	"copied within the region": {
		"verdict": "fail",
		"values": {
			"rule": [{
				"copy_action": [{
					"destination_vault_arn": "arn:aws:backup:eu-west-1:111122223333:backup-vault:sf",
				}],
			}],
		},
		"environment": "prod",
		"attribute": "rule",
	},
	"not copied in prod": {
		"verdict": "fail",
		"values": {"rule": [{"rule_name": "daily"}]},
		"environment": "prod",
		"attribute": "rule",
	},
	"not copied in staging": {
		"verdict": "not_applicable",
		"values": {"rule": [{"rule_name": "daily"}]},
		"environment": "staging",
	},
	"rules known after apply": {"verdict": "unknown", "values": {}, "environment": "prod", "unknown": ["rule"]},
}
