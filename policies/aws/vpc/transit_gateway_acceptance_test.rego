package aws.vpc.transit_gateway_acceptance_test

import rego.v1

cases := {
	"disabled": {"verdict": "pass", "values": {"auto_accept_shared_attachments": "disable"}},
	"not set": {"verdict": "pass", "values": {}},
	"enabled": {
		"verdict": "fail",
		"values": {"auto_accept_shared_attachments": "enable"},
		"attribute": "auto_accept_shared_attachments",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["auto_accept_shared_attachments"]},
}
