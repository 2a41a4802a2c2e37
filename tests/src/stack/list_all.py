"""How many there are of everything that `environments/` makes, and their names, as another client sees it."""

import json
import re

import boto3

CALLS = [
    ("ec2", "describe_vpcs", "Vpcs", "CidrBlock"),
    ("ec2", "describe_subnets", "Subnets", "CidrBlock"),
    ("ec2", "describe_internet_gateways", "InternetGateways", None),
    ("ec2", "describe_addresses", "Addresses", None),
    ("ec2", "describe_nat_gateways", "NatGateways", "State"),
    ("ec2", "describe_route_tables", "RouteTables", None),
    ("ec2", "describe_security_groups", "SecurityGroups", "GroupName"),
    ("ec2", "describe_security_group_rules", "SecurityGroupRules", "Description"),
    ("ec2", "describe_vpc_endpoints", "VpcEndpoints", "ServiceName"),
    ("ec2", "describe_flow_logs", "FlowLogs", None),
    ("rds", "describe_db_instances", "DBInstances", "DBInstanceIdentifier"),
    ("rds", "describe_db_subnet_groups", "DBSubnetGroups", "DBSubnetGroupName"),
    ("rds", "describe_db_parameter_groups", "DBParameterGroups", "DBParameterGroupName"),
    ("rds", "describe_event_subscriptions", "EventSubscriptionsList", "CustSubscriptionId"),
    ("elasticache", "describe_replication_groups", "ReplicationGroups", "ReplicationGroupId"),
    ("elasticache", "describe_cache_subnet_groups", "CacheSubnetGroups", "CacheSubnetGroupName"),
    ("elasticache", "describe_cache_parameter_groups", "CacheParameterGroups", "CacheParameterGroupName"),
    ("ecs", "list_clusters", "clusterArns", ""),
    ("ecs", "list_task_definitions", "taskDefinitionArns", ""),
    ("elbv2", "describe_load_balancers", "LoadBalancers", "LoadBalancerName"),
    ("elbv2", "describe_target_groups", "TargetGroups", "TargetGroupName"),
    ("acm", "list_certificates", "CertificateSummaryList", "DomainName"),
    ("iam", "list_roles", "Roles", "RoleName"),
    ("s3", "list_buckets", "Buckets", "Name"),
    ("cloudfront", "list_distributions", "DistributionList.Items", None),
    ("cloudfront", "list_origin_access_controls", "OriginAccessControlList.Items", "Name"),
    ("secretsmanager", "list_secrets", "SecretList", "Name"),
    ("kms", "list_keys", "Keys", None),
    ("kms", "list_aliases", "Aliases", "AliasName"),
    ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    ("logs", "describe_metric_filters", "metricFilters", "filterName"),
    ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    ("cloudwatch", "describe_alarms", "CompositeAlarms", "AlarmName"),
    ("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    ("sns", "list_topics", "Topics", "TopicArn"),
    ("sns", "list_subscriptions", "Subscriptions", "Endpoint"),
    ("events", "list_rules", "Rules", "Name"),
    ("cloudtrail", "describe_trails", "trailList", "Name"),
    ("backup", "list_backup_vaults", "BackupVaultList", "BackupVaultName"),
    ("backup", "list_backup_plans", "BackupPlansList", "BackupPlanName"),
    ("ecr", "describe_repositories", "repositories", "repositoryName"),
    ("route53", "list_hosted_zones", "HostedZones", "Name"),
]
account = boto3.client("sts").get_caller_identity()["Account"]
found = []


def named(one, name):
    text = "" if name is None else one if name == "" else str(one.get(name))
    text = text.replace(account, "ACCOUNT")
    return re.sub(r"[0-9a-f]{8,}", "ID", re.sub(r"01[0-9a-z]{24}", "ID", text.lower()))


for service, call, key, name in CALLS:
    client = boto3.client(service)
    try:
        if client.can_paginate(call):
            pages = list(client.get_paginator(call).paginate())
        else:
            pages = [getattr(client, call)()]
    except client.exceptions.ClientError as error:
        pages = []
        found.append({"kind": f"{service}:{call}", "error": error.response["Error"]["Code"]})
    for page in pages:
        for part in key.split("."):
            page = page.get(part) or {}
        found.extend({"kind": f"{service}:{key}", "name": named(one, name)} for one in page)
print(json.dumps(sorted(found, key=json.dumps)))
