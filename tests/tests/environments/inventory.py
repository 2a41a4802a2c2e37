"""Everything of the Social Flow stack that another client than ours finds in an account, as JSON.

What stands in every account before anything is built (default network, AWS's own keys and policies)
is left out.
"""

import json

import boto3

REGIONS = ["eu-west-1", "eu-central-1", "us-east-1"]


def pages(client, operation, member, **arguments):
    if client.can_paginate(operation):
        for page in client.get_paginator(operation).paginate(**arguments):
            yield from page.get(member) or []
    else:
        yield from getattr(client, operation)(**arguments).get(member) or []


found = {}


def note(kind, names):
    names = sorted(names)
    if names:
        found.setdefault(kind, []).extend(names)


for region in REGIONS:
    def client(service):
        return boto3.client(service, region_name=region)

    ec2 = client("ec2")
    vpcs = [vpc["VpcId"] for vpc in pages(ec2, "describe_vpcs", "Vpcs") if not vpc["IsDefault"]]
    ours = lambda thing: thing.get("VpcId") in vpcs
    note("vpc", vpcs)
    note("subnet", [s["SubnetId"] for s in pages(ec2, "describe_subnets", "Subnets") if ours(s)])
    note("group", [g["GroupId"] for g in pages(ec2, "describe_security_groups", "SecurityGroups") if ours(g)])
    note("route table", [t["RouteTableId"] for t in pages(ec2, "describe_route_tables", "RouteTables") if ours(t)])
    note("endpoint", [e["VpcEndpointId"] for e in pages(ec2, "describe_vpc_endpoints", "VpcEndpoints") if e.get("State") != "deleted"])
    note("nat", [n["NatGatewayId"] for n in pages(ec2, "describe_nat_gateways", "NatGateways") if n["State"] != "deleted"])
    note("eip", [a["AllocationId"] for a in pages(ec2, "describe_addresses", "Addresses")])
    note("flow log", [f["FlowLogId"] for f in pages(ec2, "describe_flow_logs", "FlowLogs")])
    rds = client("rds")
    note("database", [d["DBInstanceIdentifier"] for d in pages(rds, "describe_db_instances", "DBInstances")])
    note("database subnets", [g["DBSubnetGroupName"] for g in pages(rds, "describe_db_subnet_groups", "DBSubnetGroups")])
    cache = client("elasticache")
    note("cache", [g["ReplicationGroupId"] for g in pages(cache, "describe_replication_groups", "ReplicationGroups")])
    ecs = client("ecs")
    clusters = ecs.describe_clusters(clusters=list(pages(ecs, "list_clusters", "clusterArns")))["clusters"]
    note("cluster", [c["clusterName"] for c in clusters if c["status"] == "ACTIVE"])
    note("task", list(pages(ecs, "list_task_definitions", "taskDefinitionArns", status="ACTIVE")))
    elb = client("elbv2")
    note("balancer", [b["LoadBalancerName"] for b in pages(elb, "describe_load_balancers", "LoadBalancers")])
    note("targets", [g["TargetGroupName"] for g in pages(elb, "describe_target_groups", "TargetGroups")])
    note("secret", [s["Name"] for s in pages(client("secretsmanager"), "list_secrets", "SecretList") if not s.get("DeletedDate")])
    kms = client("kms")
    keys = [kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"] for key in pages(kms, "list_keys", "Keys")]
    note("key", [k["KeyId"] for k in keys if k["KeyState"] == "Enabled" and k.get("KeyManager") != "AWS"])
    note("log group", [g["logGroupName"] for g in pages(client("logs"), "describe_log_groups", "logGroups")])
    watch = client("cloudwatch")
    note("alarm", [a["AlarmName"] for a in pages(watch, "describe_alarms", "MetricAlarms")])
    note("dashboard", [d["DashboardName"] for d in pages(watch, "list_dashboards", "DashboardEntries")])
    note("topic", [t["TopicArn"] for t in pages(client("sns"), "list_topics", "Topics")])
    note("rule", [r["Name"] for r in pages(client("events"), "list_rules", "Rules")])
    note("vault", [v["BackupVaultName"] for v in pages(client("backup"), "list_backup_vaults", "BackupVaultList")])
    note("repository", [r["repositoryName"] for r in pages(client("ecr"), "describe_repositories", "repositories")])
    note("certificate", [c["DomainName"] for c in pages(client("acm"), "list_certificates", "CertificateSummaryList")])
    note("trail", [t["Name"] for t in client("cloudtrail").describe_trails()["trailList"] if t["HomeRegion"] == region])
    note("web acl", [a["Name"] for a in client("wafv2").list_web_acls(Scope="REGIONAL")["WebACLs"]])

iam = boto3.client("iam", region_name="us-east-1")
route = boto3.client("route53", region_name="us-east-1")
note("zone", [z["Name"] for z in pages(route, "list_hosted_zones", "HostedZones")])
note("role", [r["RoleName"] for r in pages(iam, "list_roles", "Roles") if not r["Path"].startswith("/aws-service-role/")])
note("policy", [p["PolicyName"] for p in pages(iam, "list_policies", "Policies", Scope="Local")])
note("bucket", [b["Name"] for b in boto3.client("s3", region_name="us-east-1").list_buckets()["Buckets"]])
front = boto3.client("cloudfront", region_name="us-east-1")
note("distribution", [d["Id"] for d in front.list_distributions()["DistributionList"].get("Items") or []])
print(json.dumps(found, sort_keys=True))
