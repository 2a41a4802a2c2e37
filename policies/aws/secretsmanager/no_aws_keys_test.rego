package aws.secretsmanager.no_aws_keys_test

import rego.v1

cases := {
	"something else": {"verdict": "pass", "values": {"secret_string": "{\"api_key\": \"pk_1\"}"}},
	"no string": {"verdict": "pass", "values": {"secret_binary": "AAAA"}},
	"a key": {
		"verdict": "fail",
		"values": {"secret_string": "{\"AWS_ACCESS_KEY_ID\": \"AKIAIOSFODNN7EXAMPLE\"}"},
		"attribute": "secret_string",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["secret_string"]},
}
