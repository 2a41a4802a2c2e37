package aws.ec2.user_data_secrets_test

import rego.v1

cases := {
	"nothing secret": {"verdict": "pass", "values": {"user_data": "#!/bin/sh\nyum update -y\n"}},
	"fetched when it runs": {
		"verdict": "pass",
		"values": {"user_data": "DB_PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)"},
	},
	"no user data": {"verdict": "pass", "values": {"ami": "ami-1"}},
	"access key": {
		"verdict": "fail",
		"values": {"user_data": "export AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"},
		"attribute": "user_data",
	},
	"private key": {
		"verdict": "fail",
		"values": {"user_data": "-----BEGIN RSA PRIVATE KEY-----\nMIIE"},
		"attribute": "user_data",
	},
	"password": {
		"verdict": "fail",
		"values": {"user_data": "export DB_PASSWORD='correct-horse-battery'"},
		"attribute": "user_data",
	},
	"encoded": {
		"verdict": "fail",
		"values": {
			"user_data_base64": "IyEvYmluL3NoCmV4cG9ydCBBV1NfU0VDUkVUX0FDQ0VTU19LRVk9d0phbHJYVXRuRkVNSUs3TURFTkdiUHhSZmlDWUVYQU1QTEVLRVkK",
		},
		"attribute": "user_data_base64",
	},
	"compressed": {
		"verdict": "pass",
		"values": {"user_data_base64": "H4sIAAAAAAACA1NW1E/KzNMvzuCqLM1VKC1ISSxJVdCt5FImURwATcMBFUgAAAA="},
	},
	"encoded in a launch template": {
		"verdict": "fail",
		"type": "aws_launch_template",
		"values": {
			"user_data": "IyEvYmluL3NoCmV4cG9ydCBBV1NfU0VDUkVUX0FDQ0VTU19LRVk9d0phbHJYVXRuRkVNSUs3TURFTkdiUHhSZmlDWUVYQU1QTEVLRVkK",
		},
		"attribute": "user_data",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["user_data"]},
}
