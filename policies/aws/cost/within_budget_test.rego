package aws.cost.within_budget_test

import rego.v1

cases := {
	"inside": {
		"verdict": "pass",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {"monthly": {"low": "163.01", "typical": "171.33", "high": "662.19"}, "largest": "aws_nat_gateway.main"},
	},
	"to the cent": {
		"verdict": "pass",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {"monthly": {"low": "0.00", "typical": "300.00", "high": "300.00"}, "largest": "aws_nat_gateway.main"},
	},
	"a cent more": {
		"verdict": "fail",
		"attribute": "monthly.typical",
		"parameters": {"cost": {"budget": {"lower": 200, "upper": 300}}},
		"values": {"monthly": {"low": "0.00", "typical": "300.01", "high": "300.01"}, "largest": "aws_nat_gateway.main"},
	},
	"no budget": {
		"verdict": "not_applicable",
		"values": {"monthly": {"low": "0.00", "typical": "300.01", "high": "300.01"}, "largest": "aws_nat_gateway.main"},
	},
}
