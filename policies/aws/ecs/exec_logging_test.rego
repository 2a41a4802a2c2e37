package aws.ecs.exec_logging_test

import rego.v1

cases := {
	"override": {
		"verdict": "pass",
		"values": {"configuration": {"execute_command_configuration": {"logging": "OVERRIDE"}}},
	},
	"not set means the task's own log driver": {"verdict": "pass", "values": {}},
	"none": {
		"verdict": "fail",
		"values": {"configuration": {"execute_command_configuration": {"logging": "NONE"}}},
		"attribute": "configuration.execute_command_configuration.logging",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {"configuration": {"execute_command_configuration": {}}},
		"unknown": ["configuration.execute_command_configuration.logging"],
	},
}
