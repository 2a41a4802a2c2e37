package aws.acm.key_length_test

import rego.v1

cases := {
	"not set means RSA_2048": {"verdict": "pass", "values": {}},
	"an elliptic curve": {"verdict": "pass", "values": {"key_algorithm": "EC_prime256v1"}},
	"RSA_1024": {"verdict": "fail", "values": {"key_algorithm": "RSA_1024"}, "attribute": "key_algorithm"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["key_algorithm"]},
}
