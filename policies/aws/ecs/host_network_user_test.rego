package aws.ecs.host_network_user_test

import rego.v1

cases := {
	"a network of its own": {
		"verdict": "pass",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3"}],
			"network_mode": "awsvpc",
		},
	},
	"a user of its own": {
		"verdict": "pass",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3", "user": "1000:1000"}],
			"network_mode": "host",
		},
	},
	"no user": {
		"verdict": "fail",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3"}],
			"network_mode": "host",
		},
		"attribute": "container_definitions[0].user",
	},
	"root": {
		"verdict": "fail",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3", "user": "root"}],
			"network_mode": "host",
		},
	},
	"root by its number": {
		"verdict": "fail",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3", "user": "0:0"}],
			"network_mode": "host",
		},
	},
	"a privileged one is another rule's subject": {
		"verdict": "pass",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3", "privileged": true}],
			"network_mode": "host",
		},
	},
	"user known after apply": {
		"verdict": "unknown",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3"}],
			"network_mode": "host",
		},
		"unknown": ["container_definitions[0].user"],
	},
	"network known after apply": {
		"verdict": "unknown",
		"values": {"container_definitions": [{"name": "app", "image": "app:1.2.3"}]},
		"unknown": ["network_mode"],
	},
}
