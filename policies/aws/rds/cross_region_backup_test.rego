package aws.rds.cross_region_backup_test

import rego.v1

cases := {
	"replicated": {
		"verdict": "pass",
		"values": {"automated_backups_replication": [{"retention_period": 7}]},
		"environment": "prod",
	},
	"prod without": {
		"verdict": "fail",
		"values": {"engine": "postgres"},
		"environment": "prod",
		"attribute": "automated_backups_replication",
	},
	"staging without": {"verdict": "not_applicable", "values": {"engine": "postgres"}, "environment": "staging"},
	"copied by AWS Backup": {
		"verdict": "pass",
		"environment": "prod",
		"resources": {
			"aws_db_instance": [{"address": "aws_db_instance.example"}],
			"aws_backup_plan": [{
				"address": "aws_backup_plan.daily",
				"values": {
					"rule": [{"copy_action": [{"destination_vault_arn": "${aws_backup_vault.other.arn}"}]}],
				},
			}],
		},
	},
	"an AWS Backup plan that copies nothing": {
		"verdict": "fail",
		"environment": "prod",
		"resources": {
			"aws_db_instance": [{"address": "aws_db_instance.example"}],
			"aws_backup_plan": [{
				"address": "aws_backup_plan.daily",
				"values": {"rule": [{"rule_name": "daily"}]},
			}],
		},
	},
	"a replica": {"verdict": "pass", "values": {"replicate_source_db": "sf-prod"}, "environment": "prod"},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["automated_backups_replication"],
	},
}
