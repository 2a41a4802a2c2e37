package aws.secretsmanager.rotation_test

import rego.v1

cases := {
	"rotated": {
		"verdict": "pass",
		"values": {
			"name": "app/database",
			"rotation": {"rotation_rules": {"automatically_after_days": 30}},
		},
	},
	"rotated on a schedule": {
		"verdict": "pass",
		"values": {
			"name": "app/database",
			"rotation": {"rotation_rules": {"schedule_expression": "rate(10 days)"}},
		},
	},
	"rotation known after apply": {
		"verdict": "pass",
		"values": {"name": "app/database", "rotation": {}},
		"unknown": ["rotation.rotation_lambda_arn"],
	},
	"the key of a third party": {"verdict": "pass", "values": {"name": "app/stripe"}},
	"a name that only contains the letters": {"verdict": "pass", "values": {"name": "app/feedback"}},
	"never rotated": {"verdict": "fail", "values": {"name": "app-prod-db-credentials"}, "attribute": "rotation"},
	"told by its description": {
		"verdict": "fail",
		"values": {
			"name_prefix": "app-",
			"description": "Master password of the PostgreSQL instance",
		},
		"attribute": "rotation",
	},
	"rotated once a year": {
		"verdict": "fail",
		"values": {
			"name": "app/database",
			"rotation": {"rotation_rules": {"automatically_after_days": 365}},
		},
		"attribute": "rotation.rotation_rules.automatically_after_days",
	},
	"dev may do without": {"verdict": "pass", "values": {"name": "app/database"}, "environment": "dev"},
	"staging may not": {"verdict": "fail", "values": {"name": "app/database"}, "environment": "staging"},
	"its name known after apply": {"verdict": "unknown", "values": {}, "unknown": ["name"]},
}
