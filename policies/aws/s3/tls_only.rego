# METADATA
# title: Bucket policies deny plain HTTP
# description: S3 answers on port 80 too, so without a Deny a misconfigured client sends objects and signed URLs in
#   clear.
# related_resources:
# - https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html
# custom:
#   id: S3-009
#   control: s3-tls-only
#   severity: medium
#   domain: encryption
#   resources: [aws_s3_bucket]
#   attributes: [
#     "policy.Statement[].Effect", "policy.Statement[].Principal", "policy.Statement[].Action",
#     "policy.Statement[].Resource", "policy.Statement[].Condition"
#   ]
#   controls:
#     aws-fsbp: ["S3.5"]
#     cis-aws-6.0: ["3.1.1"]
#     nist-800-53-r5: [
#       "AC-17(2)", "AC-4", "IA-5(1)", "SC-12(3)", "SC-13", "SC-23", "SC-23(3)", "SC-7(4)", "SC-8", "SC-8(1)",
#       "SC-8(2)", "SI-7(6)"
#     ]
#     pci-dss-4.0: ["1.2.5", "2.2.5", "2.2.7", "4.2.1", "4.2.1.1", "8.3.2"]
#     hipaa: [
#       "164_308_a_1_ii_b", "164_312_a_2_iv", "164_312_c_1", "164_312_c_2", "164_312_e_1", "164_312_e_2_i",
#       "164_312_e_2_ii"
#     ]
#     gdpr: ["article_32"]
#   remediation: "Add a statement to the bucket policy: Deny `s3:*` to `\"*\"` on the bucket and its objects when
#     `aws:SecureTransport` is `false`."
package aws.s3.tls_only

import rego.v1

import data.lib.iam
import data.lib.values

deny contains finding if {
	some bucket in input.resources.aws_s3_bucket
	statements := object.get(bucket.values, ["policy", "Statement"], [])
	every index, statement in statements { not _denies_http(bucket, index, statement) }
	msg := "nothing in the bucket policy denies requests without TLS"
	finding := {"address": bucket.address, "attribute": "policy.Statement", "msg": msg}
}

_denies_http(bucket, index, statement) if {
	statement.Effect == "Deny"
	iam.for_anyone(statement)
	some action in statement.Action
	action in {"*", "s3:*"}
	_objects(bucket, index, statement)
	_plain(bucket, index, statement)
}

_objects(_, _, statement) if {
	some resource in statement.Resource
	endswith(resource, "*")
}

_objects(bucket, index, _) if _open(bucket, iam.path("policy", index, "Resource"))

_plain(_, _, statement) if {
	some operator in {"Bool", "BoolIfExists"}
	some key, wanted in statement.Condition[operator]
	lower(key) == "aws:securetransport"
	"false" in {lower(text) | some text in wanted}
}

_plain(bucket, index, _) if _open(bucket, iam.path("policy", index, "Condition"))

# not known yet: it may well be the statement that is looked for
_open(bucket, path) if values.is_unknown(bucket, path)

_open(bucket, path) if values.partly_unknown(bucket, path)
