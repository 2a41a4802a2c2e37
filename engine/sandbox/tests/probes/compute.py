"""What runs the service: ecs, ecr, elastic load balancing, application auto scaling."""

import json

from world import client, probe, same


@probe("ECR", "repository, scan on push, lifecycle policy")
def _(world):
    ecr = client("ecr")
    ecr.create_repository(repositoryName="probe", imageScanningConfiguration={"scanOnPush": True}, imageTagMutability="IMMUTABLE")
    read = ecr.describe_repositories(repositoryNames=["probe"])["repositories"][0]
    same("scan", True, read["imageScanningConfiguration"]["scanOnPush"])
    rule = {"rules": [{"rulePriority": 1, "selection": {"tagStatus": "untagged", "countType": "imageCountMoreThan", "countNumber": 3},
                       "action": {"type": "expire"}}]}
    ecr.put_lifecycle_policy(repositoryName="probe", lifecyclePolicyText=json.dumps(rule))
    same("lifecycle", rule, json.loads(ecr.get_lifecycle_policy(repositoryName="probe")["lifecyclePolicyText"]))


@probe("Elastic Load Balancing v2", "load balancer, target group, listener")
def _(world):
    elb, balancer = client("elbv2"), world.get("balancer")
    elb.modify_load_balancer_attributes(LoadBalancerArn=balancer, Attributes=[{"Key": "deletion_protection.enabled", "Value": "true"}])
    attributes = elb.describe_load_balancer_attributes(LoadBalancerArn=balancer)["Attributes"]
    same("protection", "true", next(a["Value"] for a in attributes if a["Key"] == "deletion_protection.enabled"))
    made = elb.create_listener(LoadBalancerArn=balancer, Protocol="HTTP", Port=80, DefaultActions=[
        {"Type": "forward", "TargetGroupArn": world.get("target_group")}])["Listeners"][0]
    read = elb.describe_listeners(ListenerArns=[made["ListenerArn"]])["Listeners"][0]
    same("port", 80, read["Port"])


@probe("Elastic Load Balancing v2", "HTTPS listener with a certificate of ACM")
def _(world):
    elb = client("elbv2")
    made = elb.create_listener(
        LoadBalancerArn=world.get("balancer"), Protocol="HTTPS", Port=443, SslPolicy="ELBSecurityPolicy-TLS13-1-2-2021-06",
        Certificates=[{"CertificateArn": world.get("certificate")}],
        DefaultActions=[{"Type": "forward", "TargetGroupArn": world.get("target_group")}])["Listeners"][0]
    same("policy", "ELBSecurityPolicy-TLS13-1-2-2021-06", made.get("SslPolicy"))


@probe("ECS", "cluster, capacity providers, task definition")
def _(world):
    ecs = client("ecs")
    world.get("cluster")
    ecs.put_cluster_capacity_providers(cluster="probe", capacityProviders=["FARGATE"], defaultCapacityProviderStrategy=[
        {"capacityProvider": "FARGATE", "weight": 1}])
    read = ecs.describe_clusters(clusters=["probe"])["clusters"][0]
    same("providers", ["FARGATE"], read["capacityProviders"])
    task = ecs.describe_task_definition(taskDefinition=world.get("task"))["taskDefinition"]
    same("role", world.get("role"), task["executionRoleArn"])


@probe("ECS", "service with circuit breaker")
def _(world):
    ecs = client("ecs")
    world.get("service")
    breaker = {"enable": True, "rollback": True}
    ecs.update_service(cluster="probe", service="probe", deploymentConfiguration={
        "deploymentCircuitBreaker": breaker, "maximumPercent": 200, "minimumHealthyPercent": 100})
    read = ecs.describe_services(cluster="probe", services=["probe"])["services"][0]
    same("status", "ACTIVE", read["status"])
    same("breaker", breaker, read["deploymentConfiguration"].get("deploymentCircuitBreaker"))


@probe("Application Auto Scaling", "target and tracking policy of an ECS service")
def _(world):
    scaling = client("application-autoscaling")
    world.get("service")
    target = {"ServiceNamespace": "ecs", "ResourceId": "service/probe/probe", "ScalableDimension": "ecs:service:DesiredCount"}
    scaling.register_scalable_target(**target, MinCapacity=1, MaxCapacity=4)
    read = scaling.describe_scalable_targets(ServiceNamespace="ecs", ResourceIds=["service/probe/probe"])["ScalableTargets"][0]
    same("capacity", (1, 4), (read["MinCapacity"], read["MaxCapacity"]))
    scaling.put_scaling_policy(**target, PolicyName="cpu", PolicyType="TargetTrackingScaling", TargetTrackingScalingPolicyConfiguration={
        "TargetValue": 60.0, "PredefinedMetricSpecification": {"PredefinedMetricType": "ECSServiceAverageCPUUtilization"}})
    read = scaling.describe_scaling_policies(ServiceNamespace="ecs", ResourceId="service/probe/probe")["ScalingPolicies"][0]
    same("goal", 60.0, read["TargetTrackingScalingPolicyConfiguration"]["TargetValue"])
