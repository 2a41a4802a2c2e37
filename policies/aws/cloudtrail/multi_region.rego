# METADATA
# title: A trail records management events of every region
# description: Attackers choose the region that nobody watches.
# related_resources:
# - https://docs.aws.amazon.com/awscloudtrail/latest/userguide/receive-cloudtrail-log-files-from-multiple-regions.html
# custom:
#   id: CT-001
#   control: cloudtrail-multi-region
#   severity: high
#   domain: observability
#   resources: [aws_cloudtrail]
#   attributes: [is_multi_region_trail, enable_logging, event_selector, advanced_event_selector]
#   controls:
#     aws-fsbp: ["CloudTrail.1"]
#     cis-aws-6.0: ["4.1"]
#     nist-800-53-r5: [
#       "AC-2(4)", "AC-4(26)", "AC-6(9)", "AU-10", "AU-12", "AU-14(1)", "AU-2", "AU-3", "AU-6(3)", "AU-6(4)",
#       "CA-7", "SA-8(22)", "SC-7(9)", "SI-3(8)", "SI-4(20)", "SI-7(8)"
#     ]
#     pci-dss-4.0: [
#       "10.2.1", "10.2.1.1", "10.2.1.2", "10.2.1.3", "10.2.1.4", "10.2.1.5", "10.2.1.6", "10.2.1.7", "10.2.2",
#       "10.3.1", "10.6.3", "5.3.4", "A1.2.1"
#     ]
#     hipaa: ["164_308_a_1_ii_d", "164_308_a_3_ii_a", "164_308_a_6_ii", "164_312_b", "164_312_e_2_i"]
#     soc2: ["cc_2_1", "cc_7_2", "cc_a_1_1", "pi_1_3"]
#     gdpr: ["article_25", "article_30"]
#   remediation: Set `is_multi_region_trail = true` and record all management events.
package aws.cloudtrail.multi_region

import rego.v1

# one good trail is enough; others may record data events or single regions
deny contains finding if {
	not _recorded
	some [address, attribute, msg] in _faults
	finding := {"address": address, "attribute": attribute, "msg": msg}
}

_recorded if {
	some trail in input.resources.aws_cloudtrail
	not trail.address in {fault[0] | some fault in _faults}
}

_faults contains fault if {
	some resource in input.resources.aws_cloudtrail
	not resource.values.is_multi_region_trail
	fault := [resource.address, "is_multi_region_trail", "the trail records a single region"]
}

_faults contains fault if {
	some resource in input.resources.aws_cloudtrail
	resource.values.enable_logging == false
	fault := [resource.address, "enable_logging", "the trail is switched off"]
}

_faults contains fault if {
	some resource in input.resources.aws_cloudtrail
	count(resource.values.event_selector) > 0
	every selector in resource.values.event_selector { not _all(selector) }
	fault := [resource.address, "event_selector", "management events are not all recorded"]
}

_faults contains fault if {
	some resource in input.resources.aws_cloudtrail
	count(resource.values.advanced_event_selector) > 0
	every selector in resource.values.advanced_event_selector { not _managed(selector) }
	fault := [resource.address, "advanced_event_selector", "management events are not recorded"]
}

_all(selector) if {
	object.get(selector, "include_management_events", true)
	object.get(selector, "read_write_type", "All") == "All"
}

_managed(selector) if {
	some field in selector.field_selector
	field.field == "eventCategory"
	"Management" in field.equals
}
