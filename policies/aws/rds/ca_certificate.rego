# METADATA
# title: The server certificate comes from a current authority
# description: The certificates of rds-ca-2015 and rds-ca-2019 have expired, so clients that verify them cannot
#   connect.
# related_resources:
# - https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
# custom:
#   id: RDS-034
#   control: rds-cert-valid
#   severity: high
#   domain: encryption
#   resources: [aws_db_instance, aws_rds_cluster_instance]
#   attributes: [ca_cert_identifier]
#   remediation: Set `ca_cert_identifier = "rds-ca-rsa2048-g1"` after the clients trust it.
package aws.rds.ca_certificate

import rego.v1

deny contains finding if {
	some type in {"aws_db_instance", "aws_rds_cluster_instance"}
	some resource in input.resources[type]
	authority := resource.values.ca_cert_identifier
	authority in {"rds-ca-2015", "rds-ca-2019"}
	msg := sprintf("the certificate authority %s has expired", [authority])
	finding := {"address": resource.address, "attribute": "ca_cert_identifier", "msg": msg}
}
