package aws.cost.price_class_test

import rego.v1

cases := {
	"100 in dev": {"verdict": "pass", "values": {"price_class": "PriceClass_100"}, "environment": "dev"},
	"200 in dev": {
		"verdict": "fail",
		"values": {"price_class": "PriceClass_200"},
		"environment": "dev",
		"attribute": "price_class",
	},
	"200 in staging": {
		"verdict": "pass",
		"values": {"price_class": "PriceClass_200"},
		"environment": "staging",
	},
	"not set in staging": {
		"verdict": "fail",
		"values": {"enabled": true},
		"environment": "staging",
		"attribute": "price_class",
	},
	"all in prod": {"verdict": "pass", "values": {"price_class": "PriceClass_All"}, "environment": "prod"},
	"no environment": {"verdict": "pass", "values": {"enabled": true}},
	"known after apply": {"verdict": "unknown", "values": {}, "environment": "dev", "unknown": ["price_class"]},
}
