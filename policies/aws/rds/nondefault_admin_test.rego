package aws.rds.nondefault_admin_test

import rego.v1

cases := {
	"own name": {"verdict": "pass", "values": {"username": "socialflow"}},
	"the usual name": {"verdict": "fail", "values": {"username": "postgres"}, "attribute": "username"},
	"the usual name in capitals": {"verdict": "fail", "values": {"username": "Admin"}, "attribute": "username"},
	"not set, as for a restore": {"verdict": "pass", "values": {}},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["username"]},
}
