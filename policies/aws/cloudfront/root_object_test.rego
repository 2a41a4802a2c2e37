package aws.cloudfront.root_object_test

import rego.v1

cases := {
	"set": {"verdict": "pass", "values": {"default_root_object": "index.html"}},
	"not set": {"verdict": "fail", "values": {"enabled": true}, "attribute": "default_root_object"},
	"empty": {"verdict": "fail", "values": {"default_root_object": ""}, "attribute": "default_root_object"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["default_root_object"]},
}
