package aws.cost.valkey_saving_test

import rego.v1

_saving := {
	"monthly": {"low": "451.14", "typical": "451.14", "high": "451.14"},
	"savings": [{"kind": "valkey", "change": "`engine = \"valkey\"`", "monthly": "90.23", "percent": "20.0"}],
}

cases := {
	"Valkey already": {
		"verdict": "pass",
		"parameters": {"cost": {"priced": true}},
		"values": {"engine": "valkey"},
		"cost": {"monthly": {"low": "360.91", "typical": "360.91", "high": "360.91"}},
	},
	"Redis": {
		"verdict": "fail",
		"type": "aws_elasticache_replication_group",
		"attribute": "engine",
		"parameters": {"cost": {"priced": true}},
		"values": {"engine": "redis"},
		"cost": _saving,
	},
	"too little to tell": {
		"verdict": "pass",
		"parameters": {"cost": {"priced": true, "smallest_saving": 100}},
		"values": {"engine": "redis"},
		"cost": _saving,
	},
	"engine known after apply": {
		"verdict": "unknown",
		"parameters": {"cost": {"priced": true}},
		"values": {},
		"unknown": ["engine"],
	},
	"without prices": {"verdict": "not_applicable", "values": {"engine": "redis"}, "cost": _saving},
}
