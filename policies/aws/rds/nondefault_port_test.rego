package aws.rds.nondefault_port_test

import rego.v1

cases := {
	"another port": {"verdict": "pass", "values": {"engine": "postgres", "port": 6543}},
	"the default port": {
		"verdict": "fail",
		"values": {"engine": "postgres", "port": 5432},
		"attribute": "port",
	},
	"not set is the default": {"verdict": "fail", "values": {"engine": "mysql"}, "attribute": "port"},
	"port as text": {
		"verdict": "fail",
		"values": {"engine": "sqlserver-se", "port": "1433"},
		"attribute": "port",
	},
	"Aurora": {
		"verdict": "fail",
		"type": "aws_rds_cluster",
		"values": {"engine": "aurora-postgresql"},
		"attribute": "port",
	},
	"dev decided against it": {
		"verdict": "pass",
		"values": {"engine": "postgres", "port": 5432},
		"environment": "dev",
	},
	"known after apply": {"verdict": "unknown", "values": {"engine": "postgres"}, "unknown": ["port"]},
}
