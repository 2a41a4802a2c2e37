package aws.ecs.platform_version_test

import rego.v1

cases := {
	"LATEST": {"verdict": "pass", "values": {"platform_version": "LATEST"}},
	"not set": {"verdict": "pass", "values": {}},
	"the current number": {"verdict": "pass", "values": {"platform_version": "1.4.0"}},
	"an old one": {"verdict": "fail", "values": {"platform_version": "1.3.0"}, "attribute": "platform_version"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["platform_version"]},
}
