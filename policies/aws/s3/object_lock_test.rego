package aws.s3.object_lock_test

import rego.v1

cases := {
	"locked": {"verdict": "pass", "values": {"tags": {"DataClass": "audit"}, "object_lock_enabled": true}},
	"audit data without a lock": {
		"verdict": "fail",
		"values": {"tags": {"DataClass": "Audit"}},
		"attribute": "object_lock_enabled",
	},
	"tag of the provider": {
		"verdict": "fail",
		"values": {"tags_all": {"DataClass": "audit"}},
		"attribute": "object_lock_enabled",
	},
	"other data": {"verdict": "pass", "values": {"tags": {"DataClass": "public"}}},
	"not marked": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
	"known after apply": {
		"verdict": "unknown",
		"values": {"tags": {"DataClass": "audit"}},
		"unknown": ["object_lock_enabled"],
	},
}
