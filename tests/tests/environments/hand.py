"""What hands do to the staging stack behind the engine's back: one change a line of the table, each
with the resource that it is about."""

import json

import boto3

REGION = "eu-west-1"


def client(service, region=REGION):
    return boto3.client(service, region_name=region)


ec2, rds, s3, iam = client("ec2"), client("rds"), client("s3"), client("iam")
elb, logs, watch, ecs = client("elbv2"), client("logs"), client("cloudwatch"), client("ecs")
kms, sns, ecr, cache = client("kms"), client("sns"), client("ecr"), client("elasticache")
trail = client("cloudtrail")

vpc = next(vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if not vpc["IsDefault"])
inside = [{"Name": "vpc-id", "Values": [vpc]}]
bucket = next(b["Name"] for b in s3.list_buckets()["Buckets"] if "uploads" in b["Name"])
videos = next(b["Name"] for b in s3.list_buckets()["Buckets"] if "videos" in b["Name"])
balancer = elb.describe_load_balancers()["LoadBalancers"][0]["LoadBalancerArn"]
listeners = elb.describe_listeners(LoadBalancerArn=balancer)["Listeners"]
https = next(one["ListenerArn"] for one in listeners if one["Protocol"] == "HTTPS")
targets = elb.describe_target_groups()["TargetGroups"][0]["TargetGroupArn"]
aliases = {a["AliasName"]: a["TargetKeyId"] for a in kms.list_aliases()["Aliases"] if "TargetKeyId" in a}
key = next(target for name, target in aliases.items() if "secrets" in name)
groups = {g["GroupName"]: g["GroupId"] for g in ec2.describe_security_groups(Filters=inside)["SecurityGroups"]}
topic = next(t["TopicArn"] for t in sns.list_topics()["Topics"] if t["TopicArn"].endswith("critical"))
group = next(g["logGroupName"] for g in logs.describe_log_groups()["logGroups"] if "/ecs/" in g["logGroupName"] or "app" in g["logGroupName"])
repository = ecr.describe_repositories()["repositories"][0]["repositoryName"]
cluster = ecs.list_clusters()["clusterArns"][0]
database = rds.describe_db_instances()["DBInstances"][0]["DBInstanceIdentifier"]
replication = cache.describe_replication_groups()["ReplicationGroups"][0]["ReplicationGroupId"]
private = sorted(
    (s for s in ec2.describe_subnets(Filters=inside)["Subnets"] if "private" in json.dumps(s.get("Tags", []))),
    key=lambda s: s["CidrBlock"],
)[0]["SubnetId"]
rule = next(r["SecurityGroupRuleId"] for r in ec2.describe_security_group_rules()["SecurityGroupRules"]
            if r["GroupId"] == next(v for k, v in groups.items() if "database" in k) and not r["IsEgress"])
trust = {"Version": "2012-10-17", "Statement": [
    {"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}
role = next(r["RoleName"] for r in iam.list_roles()["Roles"] if r["RoleName"].endswith("-backup"))

CHANGES = [
    ("names in the network are switched off",
     lambda: ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": False})),
    ("a private subnet gives public addresses",
     lambda: ec2.modify_subnet_attribute(SubnetId=private, MapPublicIpOnLaunch={"Value": True})),
    ("the database is open to the internet",
     lambda: rds.modify_db_instance(DBInstanceIdentifier=database, PubliclyAccessible=True, ApplyImmediately=True)),
    ("a rule of the database's group goes",
     lambda: ec2.revoke_security_group_ingress(GroupId=next(v for k, v in groups.items() if "database" in k), SecurityGroupRuleIds=[rule])),
    ("the block of public access goes", lambda: s3.delete_public_access_block(Bucket=bucket)),
    ("versions are no longer kept",
     lambda: s3.put_bucket_versioning(Bucket=videos, VersioningConfiguration={"Status": "Suspended"})),
    ("anybody may take a role", lambda: iam.update_assume_role_policy(RoleName=role, PolicyDocument=json.dumps(trust))),
    ("a key is no longer rotated", lambda: kms.disable_key_rotation(KeyId=key)),
    ("logs are kept for a day", lambda: logs.put_retention_policy(logGroupName=group, retentionInDays=1)),
    ("an alarm goes", lambda: watch.delete_alarms(AlarmNames=[
        next(a["AlarmName"] for a in watch.describe_alarms()["MetricAlarms"] if "worker-cpu-high" in a["AlarmName"])])),
    ("the balancer takes invalid headers", lambda: elb.modify_load_balancer_attributes(
        LoadBalancerArn=balancer, Attributes=[{"Key": "routing.http.drop_invalid_header_fields.enabled", "Value": "false"}])),
    ("old versions of TLS are taken",
     lambda: elb.modify_listener(ListenerArn=https, SslPolicy="ELBSecurityPolicy-2016-08")),
    ("another path is asked for health", lambda: elb.modify_target_group(TargetGroupArn=targets, HealthCheckPath="/")),
    ("images may be overwritten",
     lambda: ecr.put_image_tag_mutability(repositoryName=repository, imageTagMutability="MUTABLE")),
    ("nothing is measured in the cluster", lambda: ecs.update_cluster_settings(
        cluster=cluster, settings=[{"name": "containerInsights", "value": "disabled"}])),
    ("alerts are no longer encrypted",
     lambda: sns.set_topic_attributes(TopicArn=topic, AttributeName="KmsMasterKeyId", AttributeValue="")),
    ("the trail ends", lambda: trail.stop_logging(Name=trail.describe_trails()["trailList"][0]["Name"])),
    ("a dashboard goes", lambda: watch.delete_dashboards(DashboardNames=[
        next(d["DashboardName"] for d in watch.list_dashboards()["DashboardEntries"] if d["DashboardName"].endswith("costs"))])),
    ("no snapshots of the cache", lambda: cache.modify_replication_group(
        ReplicationGroupId=replication, SnapshotRetentionLimit=0, ApplyImmediately=True)),
    ("a tag goes", lambda: ec2.delete_tags(
        Resources=[groups[next(k for k in groups if "cache" in k)]], Tags=[{"Key": "Owner"}])),
]

for what, change in CHANGES:
    try:
        change()
    except Exception as error:
        raise SystemExit(f"{what}: {error}")
print(len(CHANGES))
