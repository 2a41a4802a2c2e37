"""Fills an account of moto with about 550 resources of the kinds that `tollgate audit` reads.

    python account.py http://127.0.0.1:5000

Run it with the Python of moto's virtual environment, which has boto3.
"""

import sys

import boto3
from botocore.config import Config

URL = sys.argv[1]
REGION = "eu-west-1"
TRUST = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
made = 0


def client(service):
    return boto3.client(
        service,
        endpoint_url=URL,
        region_name=REGION,
        aws_access_key_id="123456789012",
        aws_secret_access_key="test",
        config=Config(retries={"max_attempts": 5}),
    )


def each(count, make):
    """Makes so many, and returns what each call gave."""
    global made
    given = [make(number) for number in range(count)]
    made += count
    return given


ec2, iam, s3, sns = client("ec2"), client("iam"), client("s3"), client("sns")
logs, kms, watch, secrets = client("logs"), client("kms"), client("cloudwatch"), client("secretsmanager")
rds, events, ecs, ecr = client("rds"), client("events"), client("ecs"), client("ecr")

vpcs = [v["Vpc"]["VpcId"] for v in each(10, lambda n: ec2.create_vpc(CidrBlock=f"10.{n}.0.0/16"))]
subnets = each(40, lambda n: ec2.create_subnet(VpcId=vpcs[n % 10], CidrBlock=f"10.{n % 10}.{n // 10}.0/24"))
gateways = each(10, lambda n: ec2.create_internet_gateway())
for vpc, gateway in zip(vpcs, gateways):
    ec2.attach_internet_gateway(VpcId=vpc, InternetGatewayId=gateway["InternetGateway"]["InternetGatewayId"])
tables = each(20, lambda n: ec2.create_route_table(VpcId=vpcs[n % 10]))
each(
    20,
    lambda n: ec2.associate_route_table(
        SubnetId=subnets[n]["Subnet"]["SubnetId"], RouteTableId=tables[n]["RouteTable"]["RouteTableId"]
    ),
)
groups = each(40, lambda n: ec2.create_security_group(GroupName=f"group-{n}", Description="of the bench", VpcId=vpcs[n % 10]))
each(
    60,
    lambda n: ec2.authorize_security_group_ingress(
        GroupId=groups[n % 40]["GroupId"],
        IpPermissions=[
            {"IpProtocol": "tcp", "FromPort": 1000 + n, "ToPort": 1000 + n, "IpRanges": [{"CidrIp": f"10.0.{n}.0/24"}]}
        ],
    ),
)
each(10, lambda n: ec2.allocate_address(Domain="vpc"))
each(40, lambda n: iam.create_role(RoleName=f"role-{n}", AssumeRolePolicyDocument=TRUST))
each(40, lambda n: iam.put_role_policy(RoleName=f"role-{n}", PolicyName="inline", PolicyDocument=POLICY))
policies = each(15, lambda n: iam.create_policy(PolicyName=f"policy-{n}", PolicyDocument=POLICY))
each(15, lambda n: iam.attach_role_policy(RoleName=f"role-{n}", PolicyArn=policies[n]["Policy"]["Arn"]))
each(30, lambda n: s3.create_bucket(Bucket=f"bench-{n}", CreateBucketConfiguration={"LocationConstraint": REGION}))
each(10, lambda n: s3.put_bucket_versioning(Bucket=f"bench-{n}", VersioningConfiguration={"Status": "Enabled"}))
each(
    10,
    lambda n: s3.put_public_access_block(
        Bucket=f"bench-{n}",
        PublicAccessBlockConfiguration={
            "BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True,
        },
    ),
)
topics = each(20, lambda n: sns.create_topic(Name=f"topic-{n}"))
each(20, lambda n: sns.subscribe(TopicArn=topics[n]["TopicArn"], Protocol="email", Endpoint=f"a{n}@example.org"))
each(40, lambda n: logs.create_log_group(logGroupName=f"/bench/{n}"))
keys = each(15, lambda n: kms.create_key(Description=f"key {n}"))
each(15, lambda n: kms.create_alias(AliasName=f"alias/bench-{n}", TargetKeyId=keys[n]["KeyMetadata"]["KeyId"]))
each(
    30,
    lambda n: watch.put_metric_alarm(
        AlarmName=f"alarm-{n}", MetricName="CPUUtilization", Namespace="AWS/EC2", Statistic="Average", Period=60,
        EvaluationPeriods=1, Threshold=90.0, ComparisonOperator="GreaterThanThreshold",
    ),
)
each(20, lambda n: secrets.create_secret(Name=f"secret-{n}", SecretString="bench"))
each(
    5,
    lambda n: rds.create_db_instance(
        DBInstanceIdentifier=f"db-{n}", DBInstanceClass="db.t3.micro", Engine="postgres", AllocatedStorage=20,
        MasterUsername="bench", MasterUserPassword="only-a-bench",
    ),
)
each(10, lambda n: events.put_rule(Name=f"rule-{n}", ScheduleExpression="rate(5 minutes)"))
each(5, lambda n: ecs.create_cluster(clusterName=f"cluster-{n}"))
each(10, lambda n: ecr.create_repository(repositoryName=f"bench/{n}"))
print(made)
