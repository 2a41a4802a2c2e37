package aws.acm.dns_validation_test

import rego.v1

cases := {
	"DNS": {"verdict": "pass", "values": {"validation_method": "DNS"}},
	"an imported certificate has none": {"verdict": "pass", "values": {"certificate_body": "x"}},
	"mail": {"verdict": "fail", "values": {"validation_method": "EMAIL"}, "attribute": "validation_method"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["validation_method"]},
}
