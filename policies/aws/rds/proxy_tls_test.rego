package aws.rds.proxy_tls_test

import rego.v1

cases := {
	"required": {"verdict": "pass", "values": {"require_tls": true}},
	"not required": {"verdict": "fail", "values": {"require_tls": false}, "attribute": "require_tls"},
	"not set": {"verdict": "fail", "values": {}, "attribute": "require_tls"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["require_tls"]},
}
