"""Everything in the account that the code of these tests can make, as another client sees it.

Names stand in the place of ids, so that two accounts in which the same was built look the same. What
nobody refers to is listed as well: an orphan shows, and so does a second one of anything.
"""

import json

import boto3

ec2, iam, s3 = boto3.client("ec2"), boto3.client("iam"), boto3.client("s3")
kms, secrets, logs = boto3.client("kms"), boto3.client("secretsmanager"), boto3.client("logs")
ecs, sns = boto3.client("ecs"), boto3.client("sns")
found = []
names = {}


def add(kind, **attributes):
    found.append({"kind": kind, **attributes})


def tags(pairs):
    """Without the mark of the operation, which differs in every run."""
    plain = {}
    for tag in pairs or []:
        low = {name.lower().replace("tag", ""): value for name, value in tag.items()}
        plain[low["key"]] = low["value"]
    plain.pop("tollgate:operation", None)
    return plain


def pages(client, call, key, **arguments):
    if client.can_paginate(call):
        return [one for page in client.get_paginator(call).paginate(**arguments) for one in page.get(key, [])]
    return getattr(client, call)(**arguments).get(key, [])


for vpc in pages(ec2, "describe_vpcs", "Vpcs"):
    names[vpc["VpcId"]] = "default" if vpc.get("IsDefault") else vpc["CidrBlock"]
    if vpc.get("IsDefault"):
        continue
    switch = ec2.describe_vpc_attribute(VpcId=vpc["VpcId"], Attribute="enableDnsHostnames")
    add("vpc", cidr=vpc["CidrBlock"], names=switch["EnableDnsHostnames"]["Value"], tags=tags(vpc.get("Tags")))
for subnet in pages(ec2, "describe_subnets", "Subnets"):
    names[subnet["SubnetId"]] = subnet["CidrBlock"]
    if names.get(subnet["VpcId"]) != "default":
        add("subnet", cidr=subnet["CidrBlock"], vpc=names.get(subnet["VpcId"]), tags=tags(subnet.get("Tags")))
for gateway in pages(ec2, "describe_internet_gateways", "InternetGateways"):
    attached = [names.get(one["VpcId"]) for one in gateway["Attachments"]]
    names[gateway["InternetGatewayId"]] = "gateway"
    if attached != ["default"]:
        add("gateway", attached=attached, tags=tags(gateway.get("Tags")))
for table in pages(ec2, "describe_route_tables", "RouteTables"):
    if names.get(table["VpcId"]) == "default":
        continue
    associations = table.get("Associations", [])
    add(
        "route table",
        vpc=names.get(table["VpcId"]),
        main=any(one.get("Main") for one in associations),
        subnets=sorted(names.get(one["SubnetId"], "?") for one in associations if one.get("SubnetId")),
        routes=sorted([one.get("DestinationCidrBlock"), names.get(one.get("GatewayId"), one.get("GatewayId"))] for one in table["Routes"]),
        tags=tags(table.get("Tags")),
    )
for address in pages(ec2, "describe_addresses", "Addresses"):
    add("address", domain=address["Domain"], tags=tags(address.get("Tags")))
for group in pages(ec2, "describe_security_groups", "SecurityGroups"):
    names[group["GroupId"]] = group["GroupName"]
    if group["GroupName"] != "default":
        rules = [[one["IpProtocol"], one.get("FromPort"), sorted(r["CidrIp"] for r in one["IpRanges"])] for one in group["IpPermissions"]]
        out = [[one["IpProtocol"], one.get("FromPort"), sorted(r["CidrIp"] for r in one["IpRanges"])] for one in group["IpPermissionsEgress"]]
        add("security group", name=group["GroupName"], text=group["Description"], vpc=names.get(group.get("VpcId")), rules=rules, out=out, tags=tags(group.get("Tags")))
for rule in pages(ec2, "describe_security_group_rules", "SecurityGroupRules"):
    if names.get(rule["GroupId"]) != "default":
        add("rule", group=names.get(rule["GroupId"]), out=rule["IsEgress"], port=rule.get("FromPort"), text=rule.get("Description"), tags=tags(rule.get("Tags")))
for role in pages(iam, "list_roles", "Roles"):
    name = role["RoleName"]
    inline = pages(iam, "list_role_policies", "PolicyNames", RoleName=name)
    add(
        "role",
        name=name,
        trust=role["AssumeRolePolicyDocument"],
        inline={one: str(iam.get_role_policy(RoleName=name, PolicyName=one)["PolicyDocument"]).replace(boto3.client("sts").get_caller_identity()["Account"], "ACCOUNT") for one in inline},
        attached=sorted(one["PolicyName"] for one in pages(iam, "list_attached_role_policies", "AttachedPolicies", RoleName=name)),
        tags=tags(iam.list_role_tags(RoleName=name)["Tags"]),
    )
aliases = {one["TargetKeyId"]: one["AliasName"] for one in pages(kms, "list_aliases", "Aliases") if "TargetKeyId" in one}
for key in pages(kms, "list_keys", "Keys"):
    about = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
    if about.get("KeyManager") == "AWS":
        continue
    names[about["Arn"]] = names[key["KeyId"]] = aliases.get(key["KeyId"], "key")
    rotates = kms.get_key_rotation_status(KeyId=key["KeyId"]).get("KeyRotationEnabled")
    add("key", alias=aliases.get(key["KeyId"]), state=about["KeyState"], text=about["Description"], rotates=rotates, tags=tags(kms.list_resource_tags(KeyId=key["KeyId"])["Tags"]))
for bucket in s3.list_buckets()["Buckets"]:
    name = bucket["Name"]
    try:
        blocked = s3.get_public_access_block(Bucket=name)["PublicAccessBlockConfiguration"]
    except s3.exceptions.ClientError:
        blocked = None
    add("bucket", blocked=blocked, versioning=s3.get_bucket_versioning(Bucket=name).get("Status"), tags=tags(s3.get_bucket_tagging(Bucket=name)["TagSet"]))
for secret in pages(secrets, "list_secrets", "SecretList"):
    value = secrets.get_secret_value(SecretId=secret["ARN"]) if secret.get("SecretVersionsToStages") else None
    key = secrets.describe_secret(SecretId=secret["ARN"]).get("KmsKeyId")
    add("secret", name=secret["Name"], key=names.get(key), length=value and len(value["SecretString"]), tags=tags(secret.get("Tags")))
for group in pages(logs, "describe_log_groups", "logGroups"):
    add("log group", name=group["logGroupName"], days=group.get("retentionInDays"), key=names.get(group.get("kmsKeyId")))
for arn in pages(ecs, "list_clusters", "clusterArns"):
    cluster = ecs.describe_clusters(clusters=[arn], include=["SETTINGS", "TAGS"])["clusters"][0]
    add("cluster", name=cluster["clusterName"], state=cluster["status"], providers=cluster.get("capacityProviders"), settings=cluster.get("settings"), tags=tags(cluster.get("tags")))
for topic in pages(sns, "list_topics", "Topics"):
    attributes = sns.get_topic_attributes(TopicArn=topic["TopicArn"])["Attributes"]
    add("topic", name=topic["TopicArn"].split(":")[-1], key=names.get(attributes.get("KmsMasterKeyId")), tags=tags(sns.list_tags_for_resource(ResourceArn=topic["TopicArn"])["Tags"]))

print(json.dumps(sorted(found, key=json.dumps), indent=1, sort_keys=True))
