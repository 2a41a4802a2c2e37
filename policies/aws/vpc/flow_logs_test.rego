package aws.vpc.flow_logs_test

import rego.v1

cases := {
	"all traffic is recorded": {"verdict": "pass", "values": {"flow_log": [{"traffic_type": "ALL"}]}},
	"refused traffic is recorded": {"verdict": "pass", "values": {"flow_log": [{"traffic_type": "REJECT"}]}},
	"two logs, one for each kind": {
		"verdict": "pass",
		"values": {"flow_log": [{"traffic_type": "ACCEPT"}, {"traffic_type": "REJECT"}]},
	},
	"no flow log": {"verdict": "fail", "values": {"cidr_block": "10.0.0.0/16"}, "attribute": "flow_log"},
	"only accepted traffic": {
		"verdict": "fail",
		"values": {"flow_log": [{"traffic_type": "ACCEPT"}]},
		"attribute": "flow_log[0].traffic_type",
	},
	"traffic type known after apply": {
		"verdict": "unknown",
		"values": {"flow_log": [{}]},
		"unknown": ["flow_log[0].traffic_type"],
	},
	"dev may do without": {"verdict": "not_applicable", "values": {}, "environment": "dev"},
	"dev may record half": {
		"verdict": "not_applicable",
		"values": {"flow_log": [{"traffic_type": "ACCEPT"}]},
		"environment": "dev",
	},
	"prod may not": {"verdict": "fail", "values": {}, "environment": "prod", "attribute": "flow_log"},
}
