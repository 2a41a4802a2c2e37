package aws.cost.budget_notifies_test

import rego.v1

cases := {
	"notifies": {
		"verdict": "pass",
		"values": {
			"notification": [{"threshold": 80, "subscriber_email_addresses": ["ops@socialflow.example"]}],
		},
	},
	"topic made in the same apply": {
		"verdict": "pass",
		"values": {},
		"unknown": ["notification[0].subscriber_sns_topic_arns"],
	},
	"nobody": {"verdict": "fail", "values": {"budget_type": "COST"}, "attribute": "notification"},
}
