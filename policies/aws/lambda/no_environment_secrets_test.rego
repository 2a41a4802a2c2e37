package aws.lambda.no_environment_secrets_test

import rego.v1

cases := {
	"plain settings": {
		"verdict": "pass",
		"values": {
			"environment": {
				"variables": {
					"LOG_LEVEL": "info",
					"SECRET_ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db",
				},
			},
		},
	},
	"no environment": {"verdict": "pass", "values": {}},
	"a password": {
		"verdict": "fail",
		"values": {"environment": {"variables": {"LOG_LEVEL": "info", "DB_PASSWORD": "hunter2"}}},
		"findings": 1,
		"attribute": "environment.variables.DB_PASSWORD",
	},
	"a private key under any name": {
		"verdict": "fail",
		"values": {"environment": {"variables": {"LEGACY": "-----BEGIN PRIVATE KEY-----"}}},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"environment": {"variables": {"LOG_LEVEL": "info"}}},
		"unknown": ["environment.variables.DB_PASSWORD"],
	},
	"environment known after apply": {"verdict": "unknown", "values": {}, "unknown": ["environment"]},
}
