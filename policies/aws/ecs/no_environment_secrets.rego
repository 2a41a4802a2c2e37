# METADATA
# title: Container environments hold no credentials
# description: The environment of a task definition can be read by everybody who may describe it, in every version
#   that ever was.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data-secrets.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html
# custom:
#   id: ECS-004
#   control: ecs-no-env-secrets
#   severity: critical
#   domain: least-privilege
#   resources: [aws_ecs_task_definition]
#   attributes: ["container_definitions[].environment[].name", "container_definitions[].environment[].value"]
#   controls:
#     aws-fsbp: ["ECS.8"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2"]
#     pci-dss-4.0: ["3.5.1", "8.2.2", "8.3.2"]
#   remediation: Move the value to Secrets Manager and name it in the container's `secrets` with `valueFrom`.
package aws.ecs.no_environment_secrets

import rego.v1

import data.lib.secrets

deny contains finding if {
	some resource in input.resources.aws_ecs_task_definition
	some index, container in resource.values.container_definitions
	some position, variable in container.environment
	secrets.is_secret(object.get(variable, "name", ""), variable.value)
	attribute := sprintf("container_definitions[%d].environment[%d].value", [index, position])
	msg := sprintf("the variable %v holds a credential in the clear", [object.get(variable, "name", position)])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}
