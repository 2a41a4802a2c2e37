package aws.cost.change_within_limits_test

import rego.v1

cases := {
	"a little": {
		"verdict": "pass",
		"values": {
			"before": {"low": "90.00", "typical": "100.00", "high": "110.00"},
			"change": {"low": "0.00", "typical": "50.00", "high": "60.00"},
			"largest_change": "aws_nat_gateway.main",
		},
	},
	"a lot": {
		"verdict": "fail",
		"attribute": "change.typical",
		"values": {
			"before": {"low": "90.00", "typical": "100.00", "high": "110.00"},
			"change": {"low": "0.00", "typical": "50.01", "high": "60.00"},
			"largest_change": "aws_nat_gateway.main",
		},
	},
	"a tenth of much": {
		"verdict": "pass",
		"values": {
			"before": {"low": "900.00", "typical": "1000.00", "high": "1100.00"},
			"change": {"low": "0.00", "typical": "100.00", "high": "160.00"},
			"largest_change": "aws_nat_gateway.main",
		},
	},
	"more than a tenth of much": {
		"verdict": "fail",
		"values": {
			"before": {"low": "900.00", "typical": "1000.00", "high": "1100.00"},
			"change": {"low": "0.00", "typical": "100.01", "high": "160.00"},
			"largest_change": "aws_nat_gateway.main",
		},
	},
	"a saving": {
		"verdict": "pass",
		"values": {
			"before": {"low": "90.00", "typical": "100.00", "high": "110.00"},
			"change": {"low": "-20.00", "typical": "-60.00", "high": "-60.00"},
			"largest_change": "aws_nat_gateway.main",
		},
	},
	"everything is new, which is the budget's matter": {
		"verdict": "pass",
		"values": {
			"before": {"low": "0.00", "typical": "0.00", "high": "0.00"},
			"change": {"low": "163.01", "typical": "171.33", "high": "262.19"},
			"largest_change": "aws_nat_gateway.main",
		},
	},
	"no plan, so no change": {"verdict": "pass", "values": {}},
}
