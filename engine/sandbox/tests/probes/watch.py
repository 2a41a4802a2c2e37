"""What watches: logs, metrics, notifications, events, trails, costs."""

import json

from world import client, probe, same


@probe("CloudWatch Logs", "group with retention and key, metric filter")
def _(world):
    logs = client("logs")
    logs.create_log_group(logGroupName="/encrypted", kmsKeyId=world.get("key"))
    logs.put_retention_policy(logGroupName="/encrypted", retentionInDays=30)
    read = logs.describe_log_groups(logGroupNamePrefix="/encrypted")["logGroups"][0]
    same("retention, key", (30, world.get("key")), (read.get("retentionInDays"), read.get("kmsKeyId")))
    logs.put_metric_filter(logGroupName="/encrypted", filterName="probe", filterPattern="ERROR", metricTransformations=[
        {"metricName": "errors", "metricNamespace": "probe", "metricValue": "1"}])
    same("filter", "ERROR", logs.describe_metric_filters(logGroupName="/encrypted")["metricFilters"][0]["filterPattern"])


@probe("CloudWatch Logs", "key of a group that exists")
def _(world):
    logs, group = client("logs"), world.get("log_group")
    logs.associate_kms_key(logGroupName=group, kmsKeyId=world.get("key"))
    same("key", world.get("key"), logs.describe_log_groups(logGroupNamePrefix=group)["logGroups"][0].get("kmsKeyId"))


@probe("CloudWatch Logs", "delivery: source, destination, delivery")
def _(world):
    logs = client("logs")
    logs.put_delivery_source(name="probe", logType="ACCESS_LOGS",
                             resourceArn=f"arn:aws:cloudfront::{world.get('account')}:distribution/E1PROBE")
    made = logs.put_delivery_destination(name="probe", outputFormat="json", deliveryDestinationConfiguration={
        "destinationResourceArn": f"arn:aws:logs:eu-west-1:{world.get('account')}:log-group:/probe"})["deliveryDestination"]
    delivery = logs.create_delivery(deliverySourceName="probe", deliveryDestinationArn=made["arn"])["delivery"]
    same("source", "probe", logs.get_delivery(id=delivery["id"])["delivery"]["deliverySourceName"])


@probe("CloudWatch", "metric alarm, dashboard")
def _(world):
    watch = client("cloudwatch")
    watch.put_metric_alarm(AlarmName="probe", Namespace="AWS/RDS", MetricName="CPUUtilization", Statistic="Average", Period=60,
                           EvaluationPeriods=5, Threshold=80.0, ComparisonOperator="GreaterThanThreshold", AlarmActions=[world.get("topic")])
    read = watch.describe_alarms(AlarmNames=["probe"])["MetricAlarms"][0]
    same("alarm", (80.0, [world.get("topic")]), (read["Threshold"], read["AlarmActions"]))
    body = {"widgets": []}
    watch.put_dashboard(DashboardName="probe", DashboardBody=json.dumps(body))
    same("dashboard", body, json.loads(watch.get_dashboard(DashboardName="probe")["DashboardBody"]))


@probe("CloudWatch", "composite alarm")
def _(world):
    watch = client("cloudwatch")
    watch.put_composite_alarm(AlarmName="all", AlarmRule="ALARM(probe)")
    read = watch.describe_alarms(AlarmNames=["all"], AlarmTypes=["CompositeAlarm"])["CompositeAlarms"][0]
    same("rule", "ALARM(probe)", read["AlarmRule"])


@probe("SNS", "topic, key, policy, subscription")
def _(world):
    sns, topic = client("sns"), world.get("topic")
    sns.set_topic_attributes(TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue=world.get("key"))
    same("key", world.get("key"), sns.get_topic_attributes(TopicArn=topic)["Attributes"].get("KmsMasterKeyId"))
    sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="probe@example.com")
    read = sns.list_subscriptions_by_topic(TopicArn=topic)["Subscriptions"][0]
    same("subscription", ("email", "probe@example.com"), (read["Protocol"], read["Endpoint"]))


@probe("EventBridge", "rule and target")
def _(world):
    events, pattern = client("events"), {"source": ["aws.rds"]}
    events.put_rule(Name="probe", EventPattern=json.dumps(pattern))
    same("pattern", pattern, json.loads(events.describe_rule(Name="probe")["EventPattern"]))
    events.put_targets(Rule="probe", Targets=[{"Id": "topic", "Arn": world.get("topic")}])
    same("target", world.get("topic"), events.list_targets_by_rule(Rule="probe")["Targets"][0]["Arn"])


@probe("CloudTrail", "trail to S3, logging")
def _(world):
    trail = client("cloudtrail")
    made = trail.create_trail(Name="probe-trail", S3BucketName=world.get("bucket"), IsMultiRegionTrail=True,
                              EnableLogFileValidation=True)["TrailARN"]
    trail.start_logging(Name=made)
    same("logging", True, trail.get_trail_status(Name=made)["IsLogging"])
    read = trail.get_trail(Name=made)["Trail"]
    same("validation", True, read.get("LogFileValidationEnabled"))


@probe("Budgets", "monthly cost budget")
def _(world):
    budgets, account = client("budgets"), world.get("account")
    limit = {"Amount": "100", "Unit": "USD"}
    budgets.create_budget(AccountId=account, Budget={"BudgetName": "probe", "BudgetLimit": limit, "TimeUnit": "MONTHLY", "BudgetType": "COST"})
    read = budgets.describe_budget(AccountId=account, BudgetName="probe")["Budget"]
    same("limit", 100.0, float(read["BudgetLimit"]["Amount"]))


@probe("Cost Explorer", "anomaly monitor and subscription")
def _(world):
    costs = client("ce")
    monitor = costs.create_anomaly_monitor(AnomalyMonitor={
        "MonitorName": "probe", "MonitorType": "DIMENSIONAL", "MonitorDimension": "SERVICE"})["MonitorArn"]
    same("monitor", "probe", costs.get_anomaly_monitors(MonitorArnList=[monitor])["AnomalyMonitors"][0]["MonitorName"])
    made = costs.create_anomaly_subscription(AnomalySubscription={
        "SubscriptionName": "probe", "MonitorArnList": [monitor], "Frequency": "DAILY", "Threshold": 20.0,
        "Subscribers": [{"Type": "EMAIL", "Address": "probe@example.com"}]})["SubscriptionArn"]
    read = costs.get_anomaly_subscriptions(SubscriptionArnList=[made])["AnomalySubscriptions"][0]
    same("frequency", "DAILY", read["Frequency"])


@probe("chatbot", "Slack channel configuration")
def _(world):
    chatbot = client("chatbot")
    made = chatbot.create_slack_channel_configuration(
        SlackTeamId="T1", SlackChannelId="C1", IamRoleArn=world.get("role"), ConfigurationName="probe")["ChannelConfiguration"]
    same("name", "probe", made["ConfigurationName"])
    same("listed", 1, len(chatbot.describe_slack_channel_configurations()["SlackChannelConfigurations"]))
