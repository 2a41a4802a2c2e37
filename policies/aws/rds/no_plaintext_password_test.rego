package aws.rds.no_plaintext_password_test

import rego.v1

cases := {
	"managed by RDS": {"verdict": "pass", "values": {"manage_master_user_password": true}},
	"write-only password": {"verdict": "pass", "values": {"password_wo_version": 1}},
	"password in the code": {
		"verdict": "fail",
		"values": {"password": "(sensitive value)"},
		"attribute": "manage_master_user_password",
	},
	"password from random_password is in the state too": {
		"verdict": "fail",
		"values": {},
		"unknown": ["password"],
		"attribute": "manage_master_user_password",
	},
	"Aurora": {
		"verdict": "fail",
		"type": "aws_rds_cluster",
		"values": {"master_password": "(sensitive value)"},
		"attribute": "manage_master_user_password",
	},
	"replica or restore": {"verdict": "pass", "values": {"snapshot_identifier": "sf"}},
	"who manages it is known after apply": {
		"verdict": "unknown",
		"values": {},
		"unknown": ["manage_master_user_password"],
	},
}
