package aws.elasticache.minor_upgrades_test

import rego.v1

cases := {
	"on": {"verdict": "pass", "values": {"auto_minor_version_upgrade": true}},
	"not set is on": {"verdict": "pass", "values": {}},
	"off": {
		"verdict": "fail",
		"values": {"auto_minor_version_upgrade": false},
		"attribute": "auto_minor_version_upgrade",
	},
	"off, kept as text": {
		"verdict": "fail",
		"values": {"auto_minor_version_upgrade": "false"},
		"attribute": "auto_minor_version_upgrade",
	},
	"cluster": {
		"verdict": "fail",
		"type": "aws_elasticache_cluster",
		"values": {"auto_minor_version_upgrade": "false"},
		"attribute": "auto_minor_version_upgrade",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["auto_minor_version_upgrade"]},
}
