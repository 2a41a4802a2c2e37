package aws.cost.bounded_drivers_test

import rego.v1

cases := {
	"at most twice the budget": {
		"verdict": "pass",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {
			"monthly": {"low": "163.01", "typical": "171.33", "high": "600.00"},
			"unbounded": [{"address": "aws_nat_gateway.main", "component": "Data processed", "high": "9.00"}],
		},
	},
	"more, by what nothing limits": {
		"verdict": "fail",
		"attribute": "unbounded",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {
			"monthly": {"low": "163.01", "typical": "171.33", "high": "600.01"},
			"unbounded": [{"address": "aws_nat_gateway.main", "component": "Data processed", "high": "450.00"}],
		},
	},
	"more, and all of it is limited": {
		"verdict": "pass",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {"monthly": {"low": "163.01", "typical": "171.33", "high": "600.01"}, "unbounded": []},
	},
	"no budget": {
		"verdict": "not_applicable",
		"values": {"monthly": {"low": "163.01", "typical": "171.33", "high": "600.01"}, "unbounded": []},
	},
}
