package aws.rds.transport_encrypted_test

import rego.v1

cases := {
	"forced on postgres14": {
		"verdict": "pass",
		"values": {
			"family": "postgres14",
			"parameter": [{"name": "log_statement", "value": "ddl"}, {"name": "rds.force_ssl", "value": "1"}],
		},
	},
	"not mentioned on postgres14": {
		"verdict": "fail",
		"values": {"family": "postgres14", "parameter": [{"name": "log_statement", "value": "ddl"}]},
		"attribute": "parameter",
	},
	"not mentioned on postgres15, where it is the default": {
		"verdict": "pass",
		"values": {"family": "postgres15"},
	},
	"switched off on postgres15": {
		"verdict": "fail",
		"values": {"family": "postgres15", "parameter": [{"name": "rds.force_ssl", "value": "0"}]},
		"attribute": "parameter[0].value",
	},
	"mysql asks for secure transport": {
		"verdict": "pass",
		"values": {"family": "mysql8.4", "parameter": [{"name": "require_secure_transport", "value": "ON"}]},
	},
	"mysql does not": {"verdict": "fail", "values": {"family": "mysql8.4"}, "attribute": "parameter"},
	"oracle has no such parameter": {"verdict": "pass", "values": {"family": "oracle-ee-19"}},
	"Aurora cluster group": {
		"verdict": "fail",
		"type": "aws_rds_cluster_parameter_group",
		"values": {"family": "aurora-postgresql16"},
		"attribute": "parameter",
	},
	"Aurora PostgreSQL 17 forces it by default": {
		"verdict": "pass",
		"type": "aws_rds_cluster_parameter_group",
		"values": {"family": "aurora-postgresql17"},
	},
	"Aurora instance group, where it does not belong": {
		"verdict": "pass",
		"values": {"family": "aurora-postgresql16"},
	},
	"value known after apply": {
		"verdict": "unknown",
		"values": {"family": "postgres14", "parameter": [{"name": "rds.force_ssl"}]},
		"unknown": ["parameter[0].value"],
	},
	"parameters known after apply": {
		"verdict": "unknown",
		"values": {"family": "postgres14"},
		"unknown": ["parameter"],
	},
}
