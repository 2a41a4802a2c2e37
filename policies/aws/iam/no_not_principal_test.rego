package aws.iam.no_not_principal_test

import rego.v1

cases := {
	"principals are listed": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"Principal": {"AWS": ["arn:aws:iam::111122223333:root"]},
						"Action": ["s3:GetObject"],
					},
				],
			},
		},
	},
	"with Deny it is a limit": {
		"verdict": "pass",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Deny",
						"NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:root"]},
						"Action": ["s3:*"],
					},
				],
			},
		},
	},
	"no policy": {"verdict": "pass", "values": {}},
	"bucket": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:root"]},
						"Action": ["s3:GetObject"],
					},
				],
			},
		},
		"attribute": "policy.Statement[0].NotPrincipal",
	},
	"queue": {
		"verdict": "fail",
		"values": {
			"policy": {
				"Statement": [
					{
						"Effect": "Allow",
						"NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:root"]},
						"Action": ["sqs:*"],
					},
				],
			},
		},
		"type": "aws_sqs_queue",
		"attribute": "policy.Statement[0].NotPrincipal",
	},
	"policy known after apply": {"verdict": "unknown", "values": {}, "unknown": ["policy"]},
}
