"""Network, identity and names: ec2, sts, iam, acm, route 53, cloudfront, wafv2."""

import json

from world import TRUST, client, probe, same


@probe("STS", "GetCallerIdentity")
def _(world):
    same("digits", 12, len(world.get("account")))


@probe("IAM", "role, inline policy, managed policy")
def _(world):
    iam = client("iam")
    world.get("role")
    document = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:ListAllMyBuckets", "Resource": "*"}]}
    iam.put_role_policy(RoleName="probe", PolicyName="inline", PolicyDocument=json.dumps(document))
    same("inline", document, iam.get_role_policy(RoleName="probe", PolicyName="inline")["PolicyDocument"])
    arn = "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"
    iam.attach_role_policy(RoleName="probe", PolicyArn=arn)
    same("attached", [arn], [p["PolicyArn"] for p in iam.list_attached_role_policies(RoleName="probe")["AttachedPolicies"]])
    same("trust", json.loads(TRUST), iam.get_role(RoleName="probe")["Role"]["AssumeRolePolicyDocument"])


@probe("EC2", "VPC, subnets, internet gateway, routes")
def _(world):
    ec2, vpc = client("ec2"), world.get("vpc")
    ec2.modify_vpc_attribute(VpcId=vpc, EnableDnsHostnames={"Value": True})
    same("dns", True, ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"])
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="0.0.0.0/0", GatewayId=gateway)
    ec2.associate_route_table(RouteTableId=table, SubnetId=world.get("subnets")[0])
    read = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]
    same("gateway", gateway, next(r.get("GatewayId") for r in read["Routes"] if r.get("DestinationCidrBlock") == "0.0.0.0/0"))


@probe("EC2", "NAT gateway with its address")
def _(world):
    ec2 = client("ec2")
    address = ec2.allocate_address(Domain="vpc")["AllocationId"]
    nat = ec2.create_nat_gateway(SubnetId=world.get("subnets")[0], AllocationId=address)["NatGateway"]["NatGatewayId"]
    read = ec2.describe_nat_gateways(NatGatewayIds=[nat])["NatGateways"][0]
    same("allocations", [address], [a.get("AllocationId") for a in read.get("NatGatewayAddresses", [])])


@probe("EC2", "security group rules by id")
def _(world):
    ec2, group = client("ec2"), world.get("group")
    made = ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[
        {"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "UserIdGroupPairs": [{"GroupId": group}]}])
    rule = made["SecurityGroupRules"][0]["SecurityGroupRuleId"]
    read = ec2.describe_security_group_rules(SecurityGroupRuleIds=[rule])["SecurityGroupRules"][0]
    same("source", group, read["ReferencedGroupInfo"]["GroupId"])


@probe("EC2", "VPC endpoints, gateway and interface")
def _(world):
    ec2 = client("ec2")
    ec2.create_vpc_endpoint(VpcId=world.get("vpc"), ServiceName="com.amazonaws.eu-west-1.s3", VpcEndpointType="Gateway")
    made = ec2.create_vpc_endpoint(
        VpcId=world.get("vpc"), ServiceName="com.amazonaws.eu-west-1.secretsmanager", VpcEndpointType="Interface",
        SubnetIds=world.get("subnets"), SecurityGroupIds=[world.get("group")], PrivateDnsEnabled=True)["VpcEndpoint"]
    read = ec2.describe_vpc_endpoints(VpcEndpointIds=[made["VpcEndpointId"]])["VpcEndpoints"][0]
    same("groups", [world.get("group")], [g["GroupId"] for g in read.get("Groups", [])])
    same("private dns", True, read.get("PrivateDnsEnabled"))


@probe("EC2", "flow log to CloudWatch Logs")
def _(world):
    ec2 = client("ec2")
    made = ec2.create_flow_logs(
        ResourceIds=[world.get("vpc")], ResourceType="VPC", TrafficType="ALL", LogDestinationType="cloud-watch-logs",
        LogGroupName=world.get("log_group"), DeliverLogsPermissionArn=world.get("role"), MaxAggregationInterval=60)
    read = ec2.describe_flow_logs(FlowLogIds=made["FlowLogIds"])["FlowLogs"][0]
    same("group", "/probe", read.get("LogGroupName"))


@probe("EC2", "managed prefix list of CloudFront")
def _(world):
    lists = client("ec2").describe_managed_prefix_lists(
        Filters=[{"Name": "prefix-list-name", "Values": ["com.amazonaws.global.cloudfront.origin-facing"]}])
    same("lists", 1, len(lists["PrefixLists"]))


@probe("ACM", "certificate with its validation record")
def _(world):
    read = client("acm").describe_certificate(CertificateArn=world.get("certificate"))["Certificate"]
    same("type", "CNAME", read["DomainValidationOptions"][0].get("ResourceRecord", {}).get("Type"))


@probe("Route 53", "zone and record")
def _(world):
    route53, zone = client("route53"), world.get("zone")
    route53.change_resource_record_sets(HostedZoneId=zone, ChangeBatch={"Changes": [{"Action": "UPSERT", "ResourceRecordSet": {
        "Name": "a.probe.example.com", "Type": "CNAME", "TTL": 60, "ResourceRecords": [{"Value": "b.example.com"}]}}]})
    names = [r["Name"] for r in route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]]
    same("record", True, "a.probe.example.com." in names)


@probe("CloudFront", "origin access control, distribution")
def _(world):
    front = client("cloudfront")
    control = front.create_origin_access_control(OriginAccessControlConfig={
        "Name": "probe", "SigningProtocol": "sigv4", "SigningBehavior": "always",
        "OriginAccessControlOriginType": "s3"})["OriginAccessControl"]["Id"]
    made = front.create_distribution(DistributionConfig={
        "CallerReference": "probe", "Comment": "probe", "Enabled": True,
        "Origins": {"Quantity": 1, "Items": [{"Id": "s3", "DomainName": "probe-bucket.s3.eu-west-1.amazonaws.com",
                                             "OriginAccessControlId": control, "S3OriginConfig": {"OriginAccessIdentity": ""}}]},
        "DefaultCacheBehavior": {"TargetOriginId": "s3", "ViewerProtocolPolicy": "redirect-to-https",
                                 "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"}})["Distribution"]
    read = front.get_distribution_config(Id=made["Id"])["DistributionConfig"]
    same("origin access control", control, read["Origins"]["Items"][0].get("OriginAccessControlId"))


@probe("CloudFront", "policies: cache, origin request, response headers")
def _(world):
    front = client("cloudfront")
    none = {"HeadersConfig": {"HeaderBehavior": "none"}, "CookiesConfig": {"CookieBehavior": "none"},
            "QueryStringsConfig": {"QueryStringBehavior": "none"}}
    cache = front.create_cache_policy(CachePolicyConfig={"Name": "probe", "MinTTL": 1, "ParametersInCacheKeyAndForwardedToOrigin": {
        "EnableAcceptEncodingGzip": True, **none}})["CachePolicy"]["Id"]
    same("cache", "probe", front.get_cache_policy(Id=cache)["CachePolicy"]["CachePolicyConfig"]["Name"])
    request = front.create_origin_request_policy(OriginRequestPolicyConfig={"Name": "probe", **none})["OriginRequestPolicy"]["Id"]
    same("request", "probe", front.get_origin_request_policy(Id=request)["OriginRequestPolicy"]["OriginRequestPolicyConfig"]["Name"])
    headers = front.create_response_headers_policy(ResponseHeadersPolicyConfig={"Name": "probe", "SecurityHeadersConfig": {
        "ContentTypeOptions": {"Override": True}}})["ResponseHeadersPolicy"]["Id"]
    read = front.get_response_headers_policy(Id=headers)["ResponseHeadersPolicy"]["ResponseHeadersPolicyConfig"]
    same("headers", True, read["SecurityHeadersConfig"]["ContentTypeOptions"]["Override"])


@probe("WAFV2", "web ACL with managed rules")
def _(world):
    waf = client("wafv2")
    world.get("acl")
    listed = waf.list_web_acls(Scope="REGIONAL")["WebACLs"]
    same("name", ["probe"], [acl["Name"] for acl in listed])


@probe("WAFV2", "association with a load balancer")
def _(world):
    waf, balancer = client("wafv2"), world.get("balancer")
    waf.associate_web_acl(WebACLArn=world.get("acl"), ResourceArn=balancer)
    same("acl", world.get("acl"), waf.get_web_acl_for_resource(ResourceArn=balancer).get("WebACL", {}).get("ARN"))


@probe("WAFV2", "logging to CloudWatch Logs")
def _(world):
    waf, group = client("wafv2"), f"arn:aws:logs:eu-west-1:{world.get('account')}:log-group:aws-waf-logs-probe"
    waf.put_logging_configuration(LoggingConfiguration={"ResourceArn": world.get("acl"), "LogDestinationConfigs": [group]})
    read = waf.get_logging_configuration(ResourceArn=world.get("acl"))["LoggingConfiguration"]
    same("destination", [group], read["LogDestinationConfigs"])
