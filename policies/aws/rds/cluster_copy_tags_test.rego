package aws.rds.cluster_copy_tags_test

import rego.v1

cases := {
	"copied": {"verdict": "pass", "values": {"copy_tags_to_snapshot": true}},
	"not copied": {
		"verdict": "fail",
		"values": {"copy_tags_to_snapshot": false},
		"attribute": "copy_tags_to_snapshot",
	},
	"not set": {"verdict": "fail", "values": {}, "attribute": "copy_tags_to_snapshot"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["copy_tags_to_snapshot"]},
}
