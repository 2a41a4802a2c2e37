package aws.cost.anomaly_notifies_test

import rego.v1

cases := {
	"subscribed": {
		"verdict": "pass",
		"resources": {
			"aws_ce_anomaly_monitor": [{"address": "aws_ce_anomaly_monitor.example"}],
			"aws_ce_anomaly_subscription": [{
				"address": "aws_ce_anomaly_subscription.s",
				"references": {"monitor_arn_list": ["aws_ce_anomaly_monitor.example"]},
				"unknown": ["monitor_arn_list[0]"],
			}],
		},
	},
	"subscribed, live": {
		"verdict": "pass",
		"resources": {
			"aws_ce_anomaly_monitor": [{
				"address": "aws_ce_anomaly_monitor.example",
				"arn": "arn:aws:ce::111122223333:anomalymonitor/1",
			}],
			"aws_ce_anomaly_subscription": [{
				"address": "aws_ce_anomaly_subscription.s",
				"values": {"monitor_arn_list": ["arn:aws:ce::111122223333:anomalymonitor/1"]},
			}],
		},
	},
	"nobody": {"verdict": "fail", "values": {"name": "services"}, "attribute": "name"},
	"known after apply": {"verdict": "unknown", "values": {}, "unknown": ["name"]},
}
