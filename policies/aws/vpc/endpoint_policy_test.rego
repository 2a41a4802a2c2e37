package aws.vpc.endpoint_policy_test

import rego.v1

cases := {
	"own account only": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					object.union(_open, {"Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333"]}}}),
				],
			},
		},
	},
	"resources of the own organisation": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					object.union(_open, {"Condition": {"StringEquals": {"aws:ResourceOrgID": ["o-abcdefghij"]}}}),
				],
			},
		},
	},
	"named resources": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [object.union(_open, {"Resource": ["${aws_s3_bucket.videos.arn}/*"]})],
			},
		},
	},
	"a gateway load balancer endpoint has no policy": {
		"verdict": "pass",
		"values": {"vpc_endpoint_type": "GatewayLoadBalancer"},
	},
	"no policy": {"verdict": "fail", "values": {"vpc_endpoint_type": "Interface"}, "attribute": "policy"},
	"full access written out": {
		"verdict": "fail",
		"values": {"policy": {"Statement": [_open]}},
		"attribute": "policy.Statement[0].Principal",
	},
	"policy known after apply": {"verdict": "unknown", "values": {}, "unknown": ["policy"]},
	"condition known after apply": {
		"verdict": "unknown",
		"values": {"policy": {"Statement": [_open]}},
		"unknown": ["policy.Statement[0].Condition.StringEquals[\"aws:PrincipalAccount\"][0]"],
	},
}

_open := {"Effect": "Allow", "Principal": {"AWS": ["*"]}, "Action": ["*"], "Resource": ["*"]}
