package aws.ecr.immutable_tags_test

import rego.v1

cases := {
	"immutable": {"verdict": "pass", "values": {"image_tag_mutability": "IMMUTABLE"}},
	"immutable but for some": {"verdict": "pass", "values": {"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION"}},
	"mutable": {
		"verdict": "fail",
		"values": {"image_tag_mutability": "MUTABLE"},
		"attribute": "image_tag_mutability",
	},
	"mutable but for some": {"verdict": "fail", "values": {"image_tag_mutability": "MUTABLE_WITH_EXCLUSION"}},
	"not set": {"verdict": "fail", "values": {}, "attribute": "image_tag_mutability"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["image_tag_mutability"]},
}
