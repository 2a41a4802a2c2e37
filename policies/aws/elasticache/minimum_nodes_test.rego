package aws.elasticache.minimum_nodes_test

import rego.v1

cases := {
	"three nodes in prod": {"verdict": "pass", "values": {"num_cache_clusters": 3}, "environment": "prod"},
	"two nodes in prod": {
		"verdict": "fail",
		"values": {"num_cache_clusters": 2},
		"environment": "prod",
		"attribute": "num_cache_clusters",
	},
	"two nodes in staging": {"verdict": "pass", "values": {"num_cache_clusters": 2}, "environment": "staging"},
	"one node in dev": {"verdict": "pass", "values": {"num_cache_clusters": 1}, "environment": "dev"},
	"not set means one": {"verdict": "fail", "values": {}, "attribute": "num_cache_clusters"},
	"shards with two replicas": {
		"verdict": "pass",
		"values": {"num_node_groups": 2, "replicas_per_node_group": 2},
		"environment": "prod",
	},
	"shards with one replica": {
		"verdict": "fail",
		"values": {"num_node_groups": 2, "replicas_per_node_group": 1},
		"environment": "prod",
		"attribute": "replicas_per_node_group",
	},
	"known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["num_cache_clusters"],
	},
	"replicas known after apply": {
		"verdict": "unknown",
		"values": {},
		"environment": "prod",
		"unknown": ["replicas_per_node_group"],
	},
}
