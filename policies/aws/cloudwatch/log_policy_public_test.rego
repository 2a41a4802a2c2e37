package aws.cloudwatch.log_policy_public_test

import rego.v1

cases := {
	"a service": {
		"verdict": "pass",
		"values": {
			"policy_document": {
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"Service": ["delivery.logs.amazonaws.com"]},
					"Action": ["logs:PutLogEvents"],
					"Resource": ["arn:aws:logs:eu-west-1:111122223333:log-group:/sf/*"],
				}],
			},
		},
	},
	"everyone": {
		"verdict": "fail",
		"values": {
			"policy_document": {
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"Action": ["logs:PutLogEvents"],
					"Resource": ["arn:aws:logs:eu-west-1:111122223333:log-group:/sf/*"],
				}],
			},
		},
		"attribute": "policy_document.Statement[0].Principal",
	},
	"everyone of one account": {
		"verdict": "pass",
		"values": {
			"policy_document": {
				"Statement": [{
					"Effect": "Allow",
					"Principal": {"AWS": ["*"]},
					"Action": ["logs:PutLogEvents"],
					"Resource": ["arn:aws:logs:eu-west-1:111122223333:log-group:/sf/*"],
					"Condition": {"StringEquals": {"aws:SourceAccount": ["111122223333"]}},
				}],
			},
		},
	},
	"everyone but one": {
		"verdict": "fail",
		"values": {
			"policy_document": {
				"Statement": [{
					"Effect": "Allow",
					"NotPrincipal": {"AWS": ["111122223333"]},
					"Action": ["logs:*"],
					"Resource": ["*"],
				}],
			},
		},
		"attribute": "policy_document.Statement[0].NotPrincipal",
	},
	"denied": {
		"verdict": "pass",
		"values": {
			"policy_document": {
				"Statement": [{
					"Effect": "Deny",
					"Principal": {"AWS": ["*"]},
					"Action": ["logs:PutLogEvents"],
					"Resource": ["arn:aws:logs:eu-west-1:111122223333:log-group:/sf/*"],
				}],
			},
		},
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["policy_document"]},
}
