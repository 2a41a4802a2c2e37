package aws.ecs.circuit_breaker_test

import rego.v1

cases := {
	"both": {"verdict": "pass", "values": {"deployment_circuit_breaker": {"enable": true, "rollback": true}}},
	"by alarms": {"verdict": "pass", "values": {"alarms": {"enable": true, "rollback": true}}},
	"deployed by CodeDeploy": {"verdict": "pass", "values": {"deployment_controller": {"type": "CODE_DEPLOY"}}},
	"not set": {"verdict": "fail", "values": {}, "attribute": "deployment_circuit_breaker"},
	"rollback without the breaker": {
		"verdict": "fail",
		"values": {"deployment_circuit_breaker": {"enable": false, "rollback": true}},
		"attribute": "deployment_circuit_breaker",
	},
	"without rollback": {
		"verdict": "fail",
		"values": {"deployment_circuit_breaker": {"enable": true, "rollback": false}},
		"attribute": "deployment_circuit_breaker",
	},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["deployment_circuit_breaker"]},
}
