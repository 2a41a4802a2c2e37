# METADATA
# title: RDS Proxy requires TLS
# description: Otherwise the way from the client to the proxy is in clear, even when the proxy itself speaks TLS to
#   the database.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-creating.html
# custom:
#   id: RDS-035
#   control: rds-proxy-tls
#   severity: medium
#   domain: encryption
#   resources: [aws_db_proxy]
#   attributes: [require_tls]
#   controls:
#     aws-fsbp: ["RDS.43"]
#   remediation: Set `require_tls = true`.
package aws.rds.proxy_tls

import rego.v1

deny contains finding if {
	some resource in input.resources.aws_db_proxy
	not resource.values.require_tls
	msg := "connections without TLS are accepted"
	finding := {"address": resource.address, "attribute": "require_tls", "msg": msg}
}
