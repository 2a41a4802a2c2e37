package aws.ecs.readonly_root_test

import rego.v1

cases := {
	"true": {
		"verdict": "pass",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3", "readonlyRootFilesystem": true}],
		},
	},
	"not set": {
		"verdict": "fail",
		"values": {"container_definitions": [{"name": "app", "image": "app:1.2.3"}]},
		"attribute": "container_definitions[0].readonlyRootFilesystem",
	},
	"false in one of two": {
		"verdict": "fail",
		"values": {
			"container_definitions": [
				{"name": "app", "image": "app:1.2.3", "readonlyRootFilesystem": true},
				{"name": "app", "image": "app:1.2.3", "readonlyRootFilesystem": false},
			],
		},
		"findings": 1,
		"attribute": "container_definitions[1].readonlyRootFilesystem",
	},
	"Windows does not have it": {
		"verdict": "pass",
		"values": {
			"container_definitions": [{"name": "app", "image": "app:1.2.3"}],
			"runtime_platform": {"operating_system_family": "WINDOWS_SERVER_2022_CORE"},
		},
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"container_definitions": [{"name": "app", "image": "app:1.2.3"}]},
		"unknown": ["container_definitions[0].readonlyRootFilesystem"],
	},
}
