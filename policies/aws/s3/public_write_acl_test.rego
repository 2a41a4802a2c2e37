package aws.s3.public_write_acl_test

import rego.v1

cases := {
	"private": {"verdict": "pass", "values": {"acl": {"acl": "private"}}},
	"no ACL": {"verdict": "pass", "values": {"bucket": "sf-videos"}},
	"canned ACL": {"verdict": "fail", "values": {"acl": {"acl": "public-read-write"}}, "attribute": "acl.acl"},
	"log delivery": {"verdict": "pass", "values": {"acl": {"acl": "log-delivery-write"}}},
	"grant to everyone": {
		"verdict": "fail",
		"values": {
			"acl": {
				"access_control_policy": {
					"grant": [{
						"permission": "FULL_CONTROL",
						"grantee": {"type": "Group", "uri": "http://acs.amazonaws.com/groups/global/AllUsers"},
					}],
				},
			},
		},
		"attribute": "acl.access_control_policy.grant[0].permission",
	},
	"grant to every AWS account": {
		"verdict": "fail",
		"values": {
			"acl": {
				"access_control_policy": {
					"grant": [{
						"permission": "WRITE",
						"grantee": {
							"type": "Group",
							"uri": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers",
						},
					}],
				},
			},
		},
	},
	"grant of the other kind": {
		"verdict": "pass",
		"values": {
			"acl": {
				"access_control_policy": {
					"grant": [{
						"permission": "READ",
						"grantee": {"type": "Group", "uri": "http://acs.amazonaws.com/groups/global/AllUsers"},
					}],
				},
			},
		},
	},
	"grant to the log delivery group": {
		"verdict": "pass",
		"values": {
			"acl": {
				"access_control_policy": {
					"grant": [{
						"permission": "WRITE",
						"grantee": {"type": "Group", "uri": "http://acs.amazonaws.com/groups/s3/LogDelivery"},
					}],
				},
			},
		},
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["acl.acl"]},
}
