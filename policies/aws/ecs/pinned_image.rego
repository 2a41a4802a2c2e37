# METADATA
# title: Containers run a named version of their image
# description: With `latest` nobody can tell what runs, and a restart may bring something else.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
# custom:
#   id: ECS-014
#   severity: low
#   domain: hygiene
#   resources: [aws_ecs_task_definition]
#   attributes: ["container_definitions[].image"]
#   remediation: "Give the image a version tag or, better, a digest: `app@sha256:…`."
#   parameters: [ecs.pinned_images]
package aws.ecs.pinned_image

import rego.v1

deny contains finding if {
	data.parameters.ecs.pinned_images
	some resource in input.resources.aws_ecs_task_definition
	some index, container in resource.values.container_definitions
	_floats(container.image)
	attribute := sprintf("container_definitions[%d].image", [index])
	msg := sprintf("container %v runs whatever the image's latest version is", [object.get(container, "name", index)])
	finding := {"address": resource.address, "attribute": attribute, "msg": msg}
}

_floats(image) if endswith(image, ":latest")

# No tag means latest, too; the colon before a slash is the registry's port.
_floats(image) if not regex.match(`(@sha256:|:[^/]+$|\}$)`, image)
