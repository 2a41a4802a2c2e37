# METADATA
# title: Web ACLs have rules
# description: A web ACL without rules lets everything through and looks like protection.
# related_resources:
# - https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-rules.html
# - https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html
# custom:
#   id: WAF-001
#   control: waf-has-rules
#   severity: high
#   domain: least-privilege
#   resources: [aws_wafv2_web_acl]
#   attributes: [default_action.block]
#   presence: [rule, rule_json]
#   controls:
#     aws-fsbp: ["WAF.10"]
#     nist-800-53-r5: ["CA-9(1)", "CM-2"]
#     pci-dss-4.0: ["6.4.1", "6.4.2"]
#   remediation: Add `rule` blocks, the managed groups `AWSManagedRulesCommonRuleSet` and
#     `AWSManagedRulesKnownBadInputsRuleSet` to begin with.
package aws.wafv2.has_rules

import rego.v1

import data.lib.values

deny contains finding if {
	some resource in input.resources.aws_wafv2_web_acl
	not values.is_set(resource, "rule_json")
	not values.is_unknown(resource, "rule")
	values.length(resource, "rule") == 0
	not resource.values.default_action.block
	finding := {"address": resource.address, "attribute": "rule", "msg": "the web ACL has no rules"}
}
