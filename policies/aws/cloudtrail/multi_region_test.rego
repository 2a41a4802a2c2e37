package aws.cloudtrail.multi_region_test

import rego.v1

cases := {
	"every region": {"verdict": "pass", "values": {"is_multi_region_trail": true}},
	"one region": {
		"verdict": "fail",
		"values": {"is_multi_region_trail": false},
		"attribute": "is_multi_region_trail",
	},
	"not set": {"verdict": "fail", "values": {}, "attribute": "is_multi_region_trail"},
	"switched off": {
		"verdict": "fail",
		"values": {"is_multi_region_trail": true, "enable_logging": false},
		"attribute": "enable_logging",
	},
	"every management event, and some data events": {
		"verdict": "pass",
		"values": {
			"is_multi_region_trail": true,
			"event_selector": [{
				"include_management_events": true,
				"read_write_type": "All",
				"data_resource": [{"type": "AWS::S3::Object", "values": ["arn:aws:s3"]}],
			}],
		},
	},
	"only writes": {
		"verdict": "fail",
		"values": {"is_multi_region_trail": true, "event_selector": [{"read_write_type": "WriteOnly"}]},
		"attribute": "event_selector",
	},
	"data events only": {
		"verdict": "fail",
		"values": {
			"is_multi_region_trail": true,
			"advanced_event_selector": [{"field_selector": [{"field": "eventCategory", "equals": ["Data"]}]}],
		},
		"attribute": "advanced_event_selector",
	},
	"advanced selectors with management events": {
		"verdict": "pass",
		"values": {
			"is_multi_region_trail": true,
			"advanced_event_selector": [{
				"field_selector": [{"field": "eventCategory", "equals": ["Management"]}],
			}],
		},
	},
	"another trail does it": {
		"verdict": "pass",
		"resources": {
			"aws_cloudtrail": [
				{"address": "aws_cloudtrail.data", "values": {}},
				{"address": "aws_cloudtrail.main", "values": {"is_multi_region_trail": true}},
			],
		},
		"address": "aws_cloudtrail.data",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["is_multi_region_trail"]},
}
