"""What probes are made of: how they are registered, and the objects that several of them refer to."""

import io
import json
import socket
import sys
import zipfile

import boto3
from botocore.config import Config

HOME, AWAY = "eu-west-1", "eu-central-1"
ENDPOINT = sys.argv[1] if len(sys.argv) > 1 else None
QUICK = Config(retries={"max_attempts": 1}, connect_timeout=3, read_timeout=60)
PROBES = []
POLICY = {"Version": "2012-10-17", "Statement": []}
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{
    "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]})


def resolve(host, *args, lookup=socket.getaddrinfo, **kwargs):
    """S3 Control puts the account before the host, whatever the endpoint: what ends in a loopback
    name is loopback, as RFC 6761 says and not every resolver does."""
    return lookup("127.0.0.1" if host.endswith((".localhost", ".127.0.0.1")) else host, *args, **kwargs)


socket.getaddrinfo = resolve


def client(name, region=HOME):
    return boto3.client(name, region_name=region, endpoint_url=ENDPOINT, config=QUICK)


def probe(service, title):
    def register(function):
        PROBES.append((service, title, function))
        return function
    return register


def same(what, wanted, got):
    if wanted != got:
        raise AssertionError(f"read back: {what} {got!r}")


class World:
    """Objects that later probes refer to; each is made once, by the first probe that needs it."""

    def __init__(self):
        self.made = {}

    def get(self, name):
        if name not in self.made:
            self.made[name] = getattr(self, "make_" + name)()
        return self.made[name]

    def make_account(self):
        return client("sts").get_caller_identity()["Account"]

    def make_key(self):
        return client("kms").create_key(Description="probe")["KeyMetadata"]["Arn"]

    def make_vpc(self):
        return client("ec2").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]

    def make_subnets(self):
        zones = [zone["ZoneName"] for zone in client("ec2").describe_availability_zones()["AvailabilityZones"]]
        return [client("ec2").create_subnet(VpcId=self.get("vpc"), CidrBlock=f"10.9.{i}.0/24",
                                            AvailabilityZone=zones[i])["Subnet"]["SubnetId"] for i in (0, 1)]

    def make_group(self):
        return client("ec2").create_security_group(GroupName="probe", Description="probe",
                                                   VpcId=self.get("vpc"))["GroupId"]

    def make_role(self):
        return client("iam").create_role(RoleName="probe", AssumeRolePolicyDocument=TRUST)["Role"]["Arn"]

    def make_bucket(self):
        client("s3").create_bucket(Bucket="probe-bucket", CreateBucketConfiguration={"LocationConstraint": HOME})
        return "probe-bucket"

    def make_topic(self):
        return client("sns").create_topic(Name="probe")["TopicArn"]

    def make_log_group(self):
        client("logs").create_log_group(logGroupName="/probe")
        return "/probe"

    def make_db_subnets(self):
        client("rds").create_db_subnet_group(DBSubnetGroupName="probe", DBSubnetGroupDescription="probe",
                                             SubnetIds=self.get("subnets"))
        return "probe"

    def make_database(self):
        return client("rds").create_db_instance(
            DBInstanceIdentifier="probe", Engine="postgres", DBInstanceClass="db.t4g.medium", AllocatedStorage=20,
            MasterUsername="probe", MasterUserPassword="probe-probe-1", DBSubnetGroupName=self.get("db_subnets"),
            VpcSecurityGroupIds=[self.get("group")], StorageEncrypted=True, BackupRetentionPeriod=7,
        )["DBInstance"]["DBInstanceArn"]

    def make_cluster(self):
        return client("ecs").create_cluster(clusterName="probe")["cluster"]["clusterArn"]

    def make_balancer(self):
        return client("elbv2").create_load_balancer(
            Name="probe", Subnets=self.get("subnets"), SecurityGroups=[self.get("group")],
        )["LoadBalancers"][0]["LoadBalancerArn"]

    def make_target_group(self):
        return client("elbv2").create_target_group(
            Name="probe", Protocol="HTTP", Port=8080, VpcId=self.get("vpc"), TargetType="ip",
        )["TargetGroups"][0]["TargetGroupArn"]

    def make_task(self):
        return client("ecs").register_task_definition(
            family="probe", networkMode="awsvpc", cpu="256", memory="512", requiresCompatibilities=["FARGATE"],
            executionRoleArn=self.get("role"), containerDefinitions=[{"name": "app", "image": "app:1"}],
        )["taskDefinition"]["taskDefinitionArn"]

    def make_service(self):
        return client("ecs").create_service(
            cluster="probe" if self.get("cluster") else "", serviceName="probe", taskDefinition=self.get("task"),
            desiredCount=1, launchType="FARGATE", networkConfiguration={"awsvpcConfiguration": {
                "subnets": self.get("subnets"), "securityGroups": [self.get("group")]}})["service"]["serviceArn"]

    def make_certificate(self):
        return client("acm").request_certificate(DomainName="probe.example.com",
                                                 ValidationMethod="DNS")["CertificateArn"]

    def make_zone(self):
        return client("route53").create_hosted_zone(Name="probe.example.com",
                                                    CallerReference="probe")["HostedZone"]["Id"]

    def make_secret(self):
        return client("secretsmanager").create_secret(Name="probe", SecretString="x",
                                                      KmsKeyId=self.get("key"))["ARN"]

    def make_vault(self):
        client("backup").create_backup_vault(BackupVaultName="probe", EncryptionKeyArn=self.get("key"))
        return "probe"

    def make_acl(self):
        return client("wafv2").create_web_acl(
            Name="probe", Scope="REGIONAL", DefaultAction={"Allow": {}}, Rules=[],
            VisibilityConfig={"SampledRequestsEnabled": True, "CloudWatchMetricsEnabled": True,
                              "MetricName": "probe"})["Summary"]["ARN"]

    def make_function(self):
        """A Lambda function for rotation."""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("app.py", "def handler(event, context):\n    return {}\n")
        return client("lambda").create_function(
            FunctionName="probe", Runtime="python3.12", Role=self.get("role"), Handler="app.handler",
            Code={"ZipFile": archive.getvalue()})["FunctionArn"]
