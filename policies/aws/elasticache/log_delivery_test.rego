package aws.elasticache.log_delivery_test

import rego.v1

cases := {
	"both": {
		"verdict": "pass",
		"values": {
			"log_delivery_configuration": [
				{
					"log_type": "slow-log",
					"destination": "/sf/redis/slow",
					"destination_type": "cloudwatch-logs",
					"log_format": "json",
				},
				{
					"log_type": "engine-log",
					"destination": "/sf/redis/engine",
					"destination_type": "cloudwatch-logs",
					"log_format": "json",
				},
			],
		},
		"environment": "prod",
	},
	"only the slow log": {
		"verdict": "fail",
		"values": {"log_delivery_configuration": [{"log_type": "slow-log"}]},
		"findings": 1,
		"attribute": "log_delivery_configuration",
	},
	"neither": {"verdict": "fail", "values": {}, "findings": 2, "attribute": "log_delivery_configuration"},
	"optional in dev": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"destination known after apply": {
		"verdict": "pass",
		"values": {"log_delivery_configuration": [{"log_type": "slow-log"}, {"log_type": "engine-log"}]},
		"unknown": ["log_delivery_configuration[0].destination"],
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["log_delivery_configuration"]},
}
