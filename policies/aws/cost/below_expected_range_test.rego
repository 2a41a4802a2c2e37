package aws.cost.below_expected_range_test

import rego.v1

cases := {
	"as expected": {
		"verdict": "pass",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {"monthly": {"low": "163.01", "typical": "200.00", "high": "662.19"}},
	},
	"less": {
		"verdict": "fail",
		"attribute": "monthly.typical",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {"monthly": {"low": "163.01", "typical": "171.33", "high": "662.19"}},
	},
	"a budget without a lower end": {
		"verdict": "pass",
		"parameters": {"cost": {"budget": {"upper": 300}}},
		"values": {"monthly": {"low": "0.00", "typical": "1.00", "high": "2.00"}},
	},
	"no budget": {"verdict": "not_applicable", "values": {"monthly": {"low": "0.00", "typical": "1.00", "high": "2.00"}}},
}
