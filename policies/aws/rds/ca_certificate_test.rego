package aws.rds.ca_certificate_test

import rego.v1

cases := {
	"current": {"verdict": "pass", "values": {"ca_cert_identifier": "rds-ca-rsa2048-g1"}},
	"not set is the current default": {"verdict": "pass", "values": {}},
	"expired": {
		"verdict": "fail",
		"values": {"ca_cert_identifier": "rds-ca-2019"},
		"attribute": "ca_cert_identifier",
	},
	"Aurora instance": {
		"verdict": "fail",
		"type": "aws_rds_cluster_instance",
		"values": {"ca_cert_identifier": "rds-ca-2019"},
		"attribute": "ca_cert_identifier",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["ca_cert_identifier"]},
}
