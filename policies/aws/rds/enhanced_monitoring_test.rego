package aws.rds.enhanced_monitoring_test

import rego.v1

cases := {
	"every 60 seconds": {"verdict": "pass", "values": {"monitoring_interval": 60}},
	"every second, as text": {"verdict": "pass", "values": {"monitoring_interval": "1"}},
	"off": {"verdict": "fail", "values": {"monitoring_interval": 0}, "attribute": "monitoring_interval"},
	"not set": {"verdict": "fail", "values": {}, "environment": "prod", "attribute": "monitoring_interval"},
	"too seldom": {
		"verdict": "fail",
		"values": {"monitoring_interval": 300},
		"attribute": "monitoring_interval",
	},
	"optional in dev": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"Aurora instance": {
		"verdict": "fail",
		"type": "aws_rds_cluster_instance",
		"values": {},
		"attribute": "monitoring_interval",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["monitoring_interval"]},
}
