# METADATA
# title: Repositories drop old images
# description: Every build leaves an image; without a lifecycle all of them are stored, paid for and still deployable.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECR/latest/userguide/LifecyclePolicies.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html
# custom:
#   id: ECR-003
#   control: ecr-lifecycle
#   severity: low
#   domain: cost
#   resources: [aws_ecr_repository]
#   attributes: []
#   presence: [lifecycle_policy]
#   controls:
#     aws-fsbp: ["ECR.3"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2", "CM-2(2)"]
#     pci-dss-4.0: ["10.5.1", "3.2.1", "3.3.1.1", "3.3.1.3", "3.3.2", "3.3.3"]
#   remediation: Add an `aws_ecr_lifecycle_policy` that expires untagged images and keeps a number of tagged ones.
package aws.ecr.lifecycle

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_ecr_repository
	not values.is_set(resource, "lifecycle_policy")
	finding := {"address": resource.address, "attribute": "lifecycle_policy", "msg": "images are kept for ever"}
}
