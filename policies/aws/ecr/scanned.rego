# METADATA
# title: Images are scanned when they are pushed
# description: A scan names the known holes of an image before it runs.
# related_resources:
# - https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/ecr-controls.html
# custom:
#   id: ECR-001
#   control: ecr-scan-on-push
#   severity: medium
#   domain: hygiene
#   resources: [aws_ecr_repository]
#   attributes: [image_scanning_configuration.scan_on_push]
#   controls:
#     aws-fsbp: ["ECR.1"]
#     nist-800-53-r5: ["RA-5"]
#     pci-dss-4.0: ["11.3.1", "11.3.1.2", "11.3.1.3"]
#   remediation: Add `image_scanning_configuration { scan_on_push = true }`, or scan the whole registry with
#     `aws_ecr_registry_scanning_configuration`.
package aws.ecr.scanned

import rego.v1

import data.lib.numbers

deny contains finding if {
	not _registry_scans
	some resource in input.resources.aws_ecr_repository
	scanning := object.get(resource.values, "image_scanning_configuration", {})
	not numbers.yes(object.get(scanning, "scan_on_push", false))
	attribute := "image_scanning_configuration.scan_on_push"
	finding := {"address": resource.address, "attribute": attribute, "msg": "images are not scanned on push"}
}

_registry_scans if {
	some registry in input.resources.aws_ecr_registry_scanning_configuration
	some rule in registry.values.rule
	rule.scan_frequency in {"SCAN_ON_PUSH", "CONTINUOUS_SCAN"}
	some filter in rule.repository_filter
	filter.filter == "*"
}
