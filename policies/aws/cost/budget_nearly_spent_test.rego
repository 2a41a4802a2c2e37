package aws.cost.budget_nearly_spent_test

import rego.v1

cases := {
	"room": {
		"verdict": "pass",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {"monthly": {"low": "163.01", "typical": "269.99", "high": "662.19"}},
	},
	"nine tenths": {
		"verdict": "fail",
		"attribute": "monthly.typical",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {"monthly": {"low": "163.01", "typical": "270.00", "high": "662.19"}},
	},
	"above it, which another rule says": {
		"verdict": "pass",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {"monthly": {"low": "163.01", "typical": "300.01", "high": "662.19"}},
	},
	"no budget": {
		"verdict": "not_applicable",
		"values": {"monthly": {"low": "163.01", "typical": "300.01", "high": "662.19"}},
	},
}
