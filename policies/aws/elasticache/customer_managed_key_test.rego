package aws.elasticache.customer_managed_key_test

import rego.v1

cases := {
	"own key": {
		"verdict": "pass",
		"values": {"at_rest_encryption_enabled": "true"},
		"environment": "prod",
		"unknown": ["kms_key_id"],
	},
	"no key in prod": {
		"verdict": "fail",
		"values": {"at_rest_encryption_enabled": "true"},
		"environment": "prod",
		"attribute": "kms_key_id",
	},
	"no key in dev": {"verdict": "not_applicable", "values": {"at_rest_encryption_enabled": true}, "environment": "dev"},
	"no encryption is another finding": {"verdict": "pass", "values": {}, "environment": "prod"},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["at_rest_encryption_enabled"],
	},
}
