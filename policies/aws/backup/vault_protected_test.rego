package aws.backup.vault_protected_test

import rego.v1

cases := {
	"locked": {
		"verdict": "pass",
		"values": {"lock_configuration": {"min_retention_days": 7}},
		"environment": "prod",
	},
	"denied by policy": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["*"]},
					"Action": ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
					"Resource": ["*"],
				}],
			},
		},
		"environment": "prod",
	},
	"denied to one role only": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["arn:aws:iam::111122223333:role/app"]},
					"Action": ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
					"Resource": ["*"],
				}],
			},
		},
		"environment": "prod",
		"attribute": "lock_configuration",
	},
	"neither": {
		"verdict": "fail",
		"values": {"name": "sf"},
		"environment": "prod",
		"attribute": "lock_configuration",
	},
	"neither in dev": {"verdict": "not_applicable", "values": {"name": "sf"}, "environment": "dev"},
	"policy known after apply": {
		"verdict": "unknown",
		"values": {"name": "sf"},
		"environment": "prod",
		"unknown": ["policy"],
	},
}
