package aws.rds.cluster_multi_az_test

import rego.v1

cases := {
	"two instances": {
		"verdict": "pass",
		"environment": "prod",
		"resources": {
			"aws_rds_cluster": [{
				"address": "aws_rds_cluster.example",
				"values": {"engine": "aurora-postgresql"},
			}],
			"aws_rds_cluster_instance": [
				{
					"address": "aws_rds_cluster_instance.a[0]",
					"unknown": ["cluster_identifier"],
					"references": {"cluster_identifier": ["aws_rds_cluster.example"]},
				},
				{
					"address": "aws_rds_cluster_instance.a[1]",
					"unknown": ["cluster_identifier"],
					"references": {"cluster_identifier": ["aws_rds_cluster.example"]},
				},
			],
		},
	},
	"one instance": {
		"verdict": "fail",
		"environment": "prod",
		"resources": {
			"aws_rds_cluster": [{
				"address": "aws_rds_cluster.example",
				"values": {"engine": "aurora-postgresql", "cluster_identifier": "sf"},
			}],
			"aws_rds_cluster_instance": [{
				"address": "aws_rds_cluster_instance.a",
				"values": {"cluster_identifier": "sf"},
				"references": {"cluster_identifier": ["aws_rds_cluster.example"]},
			}],
		},
		"attribute": "availability_zones",
	},
	"two live instances, by name": {
		"verdict": "pass",
		"environment": "prod",
		"resources": {
			"aws_rds_cluster": [{
				"address": "aws_rds_cluster.example",
				"id": "sf",
				"values": {"cluster_identifier": "sf"},
			}],
			"aws_rds_cluster_instance": [
				{"address": "aws_rds_cluster_instance.a", "values": {"cluster_identifier": "sf"}},
				{"address": "aws_rds_cluster_instance.b", "values": {"cluster_identifier": "sf"}},
			],
		},
	},
	"the second instance belongs to another cluster": {
		"verdict": "fail",
		"environment": "prod",
		"resources": {
			"aws_rds_cluster": [{
				"address": "aws_rds_cluster.example",
				"id": "sf",
				"values": {"cluster_identifier": "sf"},
			}],
			"aws_rds_cluster_instance": [
				{"address": "aws_rds_cluster_instance.a", "values": {"cluster_identifier": "sf"}},
				{"address": "aws_rds_cluster_instance.b", "values": {"cluster_identifier": "other"}},
			],
		},
	},
	"dev may have one": {
		"verdict": "not_applicable",
		"environment": "dev",
		"resources": {
			"aws_rds_cluster": [{
				"address": "aws_rds_cluster.example",
				"id": "sf",
				"values": {"cluster_identifier": "sf"},
			}],
			"aws_rds_cluster_instance": [{"address": "aws_rds_cluster_instance.a", "values": {"cluster_identifier": "sf"}}],
		},
	},
	"instances kept elsewhere": {
		"verdict": "pass",
		"values": {"cluster_identifier": "sf"},
		"environment": "prod",
	},
	"zones known after apply": {
		"verdict": "unknown",
		"values": {"cluster_identifier": "sf"},
		"environment": "prod",
		"unknown": ["availability_zones"],
	},
}
