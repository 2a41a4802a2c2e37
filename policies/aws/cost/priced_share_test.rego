package aws.cost.priced_share_test

import rego.v1

cases := {
	"all have one": {"verdict": "pass", "values": {"counts": {"priced": 10, "unpriced": 0, "free": 5, "unsupported": 0}}},
	"a quarter has none": {
		"verdict": "pass",
		"values": {"counts": {"priced": 30, "unpriced": 5, "free": 0, "unsupported": 5}},
	},
	"more than a quarter": {
		"verdict": "fail",
		"attribute": "counts",
		"values": {"counts": {"priced": 30, "unpriced": 6, "free": 99, "unsupported": 5}},
	},
	"nothing is charged": {"verdict": "pass", "values": {"counts": {"priced": 0, "unpriced": 0, "free": 3, "unsupported": 0}}},
}
