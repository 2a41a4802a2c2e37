package aws.rds.engine_supported_test

import rego.v1

cases := {
	"supported minor version": {"verdict": "pass", "values": {"engine": "postgres", "engine_version": "15.17"}},
	"major version only: AWS picks the newest minor": {
		"verdict": "pass",
		"values": {"engine": "postgres", "engine_version": "15"},
	},
	"newer major version": {"verdict": "pass", "values": {"engine": "postgres", "engine_version": "17.2"}},
	"15.4 can no longer be created": {
		"verdict": "fail",
		"values": {"engine": "postgres", "engine_version": "15.4"},
		"attribute": "engine_version",
	},
	"major version out of support": {
		"verdict": "fail",
		"values": {"engine": "postgres", "engine_version": "12.20"},
		"attribute": "engine_version",
	},
	"MySQL 8.0": {
		"verdict": "fail",
		"values": {"engine": "mysql", "engine_version": "8.0.43"},
		"attribute": "engine_version",
	},
	"MySQL 8.4": {"verdict": "pass", "values": {"engine": "mysql", "engine_version": "8.4.6"}},
	"Aurora MySQL 2": {
		"verdict": "fail",
		"type": "aws_rds_cluster",
		"values": {"engine": "aurora-mysql", "engine_version": "5.7.mysql_aurora.2.11.4"},
		"attribute": "engine_version",
	},
	"Aurora MySQL 3": {
		"verdict": "pass",
		"type": "aws_rds_cluster",
		"values": {"engine": "aurora-mysql", "engine_version": "8.0.mysql_aurora.3.08.0"},
	},
	"an engine without a floor": {
		"verdict": "pass",
		"values": {"engine": "oracle-ee", "engine_version": "19.0.0.0.ru-2024-01.rur-2024-01.r1"},
	},
	"not pinned": {"verdict": "pass", "values": {"engine": "postgres"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"engine": "postgres"},
		"unknown": ["engine_version"],
	},
}
