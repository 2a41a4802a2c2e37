package aws.rds.backup_retention_test

import rego.v1

cases := {
	"prod, 30 days": {"verdict": "pass", "values": {"backup_retention_period": 30}, "environment": "prod"},
	"prod, 7 days": {
		"verdict": "fail",
		"values": {"backup_retention_period": 7},
		"environment": "prod",
		"attribute": "backup_retention_period",
	},
	"staging, 7 days": {"verdict": "pass", "values": {"backup_retention_period": 7}, "environment": "staging"},
	"dev, 3 days": {"verdict": "pass", "values": {"backup_retention_period": 3}, "environment": "dev"},
	"dev, backups off": {
		"verdict": "fail",
		"values": {"backup_retention_period": 0},
		"environment": "dev",
		"attribute": "backup_retention_period",
	},
	"not set means no backups": {"verdict": "fail", "values": {}, "attribute": "backup_retention_period"},
	"a number in a string": {
		"verdict": "pass",
		"values": {"backup_retention_period": "30"},
		"environment": "prod",
	},
	"more than RDS allows": {
		"verdict": "fail",
		"values": {"backup_retention_period": 36},
		"environment": "prod",
		"attribute": "backup_retention_period",
	},
	"Aurora, not set means one day": {
		"verdict": "fail",
		"type": "aws_rds_cluster",
		"values": {},
		"attribute": "backup_retention_period",
	},
	"a replica relies on its source": {
		"verdict": "pass",
		"values": {"replicate_source_db": "sf-prod"},
		"environment": "prod",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["backup_retention_period"]},
}
