# METADATA
# title: Image tags cannot be moved
# description: With mutable tags the image behind a version can be exchanged after it was tested.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-tag-mutability.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html
# custom:
#   id: ECR-002
#   control: ecr-tag-immutable
#   severity: medium
#   domain: hygiene
#   resources: [aws_ecr_repository]
#   attributes: [image_tag_mutability]
#   controls:
#     aws-fsbp: ["ECR.2"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2", "CM-8(1)"]
#   remediation: Set `image_tag_mutability = "IMMUTABLE"`, or `"IMMUTABLE_WITH_EXCLUSION"` for a cache tag.
package aws.ecr.immutable_tags

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_ecr_repository
	mutability := object.get(resource.values, "image_tag_mutability", "MUTABLE")
	not startswith(mutability, "IMMUTABLE")
	msg := sprintf("tags are %s", [lower(mutability)])
	finding := {"address": resource.address, "attribute": "image_tag_mutability", "msg": msg}
}
