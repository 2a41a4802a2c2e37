package aws.lambda.function_url_test

import rego.v1

cases := {
	"IAM": {"verdict": "pass", "values": {"authorization_type": "AWS_IAM"}},
	"none": {"verdict": "fail", "values": {"authorization_type": "NONE"}, "attribute": "authorization_type"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["authorization_type"]},
}
